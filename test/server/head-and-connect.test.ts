import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { sendRaw } from '../helpers/raw.js'
import { open } from '../helpers/sandbox.js'

t.test('HEAD, as uptime probes send it', async (t) => {
  const { sandbox, api } = await open(t)
  const { images } = await sandbox.agent(await api.uploaded())
  const ask = async (method: string, path: string) => {
    const response = await fetch(new URL(path, sandbox.url), { method, redirect: 'manual' })
    const headers = Object.fromEntries(response.headers)
    for (const name of ['date', 'connection', 'keep-alive']) delete headers[name]
    if (headers['content-length'] === '0') delete headers['content-length']
    return { status: response.status, headers, body: await response.text() }
  }

  t.test('answers as GET does, without the body', async (t) => {
    for (const path of [
      '/',
      '/_sandbox',
      '/_sandbox/',
      '/_sandbox/assets/none.js',
      '/_sandbox/health',
      '/_sandbox/config',
      '/_sandbox/agents?limit=1',
      '/_sandbox/agents/1',
      '/_sandbox/agents/99',
      '/_sandbox/agents?limit=x',
      '/_sandbox/inbox',
      '/_sandbox/inbox/1',
      '/_sandbox/docs',
      '/_sandbox/none',
      images.identity?.url as string,
    ]) {
      const { body, ...got } = await ask('GET', path)
      t.match(await ask('HEAD', path), { ...got, body: '' }, path)
    }
  })

  t.test('is refused where the answer waits, or may be very large', async (t) => {
    for (const path of ['/events', '/wait?idle=true', '/export']) {
      const { status, headers } = await ask('HEAD', `/_sandbox${path}`)
      t.match({ status, headers }, { status: 405, headers: { allow: 'GET' } }, path)
    }
  })

  t.test('is no method of Flip’s', async (t) => {
    const path = '/big_sandbox_api/v2/general/maintenance'
    t.equal((await ask('GET', path)).status, 200)
    t.equal((await ask('HEAD', path)).status, 404)
  })
})

t.test('CONNECT, as a proxy is asked, gets an answer', async (t) => {
  const { sandbox } = await open(t)
  const { status, text } = await sendRaw(
    sandbox.url,
    'CONNECT api.flip.id:443 HTTP/1.1\r\nhost: api.flip.id:443\r\n\r\n',
  )
  t.equal(status, 405)
  t.match(text, /The sandbox is not a proxy/)
  // One that is gone before it is answered ends nobody.
  const { hostname, port } = new URL(sandbox.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write('CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n', () => socket.resetAndDestroy())
  await once(socket, 'close')
  t.equal((await sandbox.health()).status, 'ok')
})
