import { once } from 'node:events'
import { createServer } from 'node:net'
import t, { type Test } from 'tap'
import { connectTo } from '../../src/intercept/upstream.js'

const OWN = 'http://127.0.0.1:1'
/** Never aborted. */
const SIGNAL = new AbortController().signal

/** A server that takes connections and says nothing. */
async function silent(t: Test): Promise<string> {
  const sockets = new Set<{ destroy(): void }>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => {})))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

function withProxy(t: Test, proxy: string): void {
  const { HTTPS_PROXY, https_proxy } = process.env
  Object.assign(process.env, { HTTPS_PROXY: proxy, https_proxy: proxy })
  t.teardown(() => {
    for (const [name, value] of Object.entries({ HTTPS_PROXY, https_proxy })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
}

t.test('a proxy that stays silent is given up', async (t) => {
  const host = await silent(t)
  withProxy(t, `http://${host}`)
  await t.rejects(connectTo('far.example:443', OWN, SIGNAL, 20), {
    message: `the proxy ${host} is silent`,
  })
})

t.test('a proxy that speaks TLS is spoken to in TLS', async (t) => {
  const host = await silent(t)
  withProxy(t, `https://${host}`)
  await t.rejects(connectTo('far.example:443', OWN, SIGNAL, 20), { message: /is silent/ })
})

t.test('a host is reached under its IPv6 address', async (t) => {
  const server = createServer((socket) => socket.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const socket = await connectTo(`[::1]:${port}`, OWN, SIGNAL)
  const [text] = await once(socket, 'data')
  t.equal(String(text), 'hello')
  socket.destroy()
})
