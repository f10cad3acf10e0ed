import { createServer, Server } from 'node:net'
import t, { type Test } from 'tap'
import { startSandbox } from '../../src/index.js'
import { cannotListen } from '../../src/server/listen.js'

/** Lets listening on an address fail so often, as on a machine that has no such address, or where others listen. */
function failing(t: Test, host: string, code: string, times: number, after = 0): void {
  let left = times
  let before = after
  const usual = Server.prototype.listen
  t.intercept(Server.prototype, 'listen', {
    value(this: Server, options: { host: string }, ...more: never[]) {
      if (options.host !== host || before-- > 0 || left-- <= 0)
        return usual.call(this, options as never, ...more)
      process.nextTick(() => this.emit('error', Object.assign(new Error(code), { code })))
      return this
    },
  })
}

const answers = async (url: string) => (await fetch(`${url}/_sandbox/health`)).status

t.test('localhost is both loopback addresses', async (t) => {
  t.test('on one port', async (t) => {
    const sandbox = await startSandbox()
    t.teardown(() => sandbox.close())
    t.equal(await answers(sandbox.url), 200)
    t.equal(await answers(sandbox.url.replace('127.0.0.1', '[::1]')), 200)
  })

  t.test('or 127.0.0.1 alone, where the machine has no ::1', async (t) => {
    failing(t, '::1', 'EADDRNOTAVAIL', 9)
    const sandbox = await startSandbox({ httpsPort: 0 })
    t.teardown(() => sandbox.close())
    t.equal(await answers(sandbox.url), 200)
    await t.rejects(answers(sandbox.url.replace('127.0.0.1', '[::1]')))
  })

  t.test('of which a free port must be free on both', async (t) => {
    failing(t, '127.0.0.1', 'EADDRINUSE', 2)
    const sandbox = await startSandbox()
    t.teardown(() => sandbox.close())
    t.equal(await answers(sandbox.url), 200)
    t.equal(await answers(sandbox.url.replace('127.0.0.1', '[::1]')), 200)
  })

  t.test('for TLS too', async (t) => {
    failing(t, '::1', 'EADDRINUSE', 1, 1)
    const sandbox = await startSandbox({ httpsPort: 0 })
    t.teardown(() => sandbox.close())
    t.match(sandbox.httpsUrl, /^https:/)
  })

  t.test('of which one that is in use is an error', async (t) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '::1', resolve))
    t.teardown(() => other.close())
    const { port } = other.address() as { port: number }
    await t.rejects(startSandbox({ port }), {
      message: new RegExp(`Port ${port} on ::1 is in use`),
    })
    await t.rejects(startSandbox({ host: '::1', port }), { message: /in use/ })
    await t.rejects(startSandbox({ httpsPort: port }), { message: /in use; .+ httpsPort/ })
  })
})

t.test('why it cannot listen, in words', async (t) => {
  const because = (code: string) =>
    cannotListen(Object.assign(new Error(code), { code }), '127.0.0.1', 443, 'https_port').message
  t.match(because('EACCES'), /^Port 443 needs more rights .+ from 1024 on with --https-port/)
  t.match(because('ENOTFOUND'), /^The sandbox cannot listen on 127\.0\.0\.1 port 443 \(ENOTFOUND\)/)
})
