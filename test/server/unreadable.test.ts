import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { ConnectionError } from 'fastify'
import t from 'tap'
import { answerUnreadable } from '../../src/server/unreadable.js'
import { sendRaw } from '../helpers/raw.js'
import { AGENTS, KYC, open } from '../helpers/sandbox.js'

t.test('what is no HTTP is answered in the shape of its host (bodies.http-layer)', async (t) => {
  const { sandbox } = await open(t)
  const long = `X: ${'x'.repeat(20_000)}`
  const bodyOf = (text: string) => JSON.parse(text.slice(text.indexOf('\r\n\r\n')))
  const ask = (line: string, header: string) =>
    sendRaw(sandbox.url, `${line} HTTP/1.1\r\nHost: localhost\r\n${header}\r\n\r\n`)
  for (const [path, body] of [
    [`${AGENTS}/agents`, { name: 'Bad Request', message: /could not be read/, status: 400 }],
    [`${KYC}/users/1/submit`, { errors: [{ code: 400 }] }],
    ['/_sandbox/agents', { error: { code: 'invalid_request', message: /no HTTP\/1\.1 \(.+\): / } }],
  ] as const) {
    const reply = await ask(`GET ${path}`, 'Content-Length: 1\r\nContent-Length: 2')
    t.equal(reply.status, 400, path)
    t.match(bodyOf(reply.text), body)
  }
  const { status, text } = await ask(`GET ${KYC}/users/1/submit`, long)
  t.equal(status, 431)
  t.match(text, /\r\nsandbox-hint: The headers have more than 16 KiB: .+\r\n/i)
  t.match(bodyOf(text), { errors: [{ code: 431 }] })
  t.match(bodyOf((await sendRaw(sandbox.url, '\x00\r\n\r\n')).text), { status: 400 })
  t.equal((await sandbox.health()).status, 'ok')
})

t.test('a request that does not come in time is told so; nobody is answered twice', async (t) => {
  const late = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const server = createServer((socket) => {
    for (const error of [late, late, lost]) answerUnreadable(error as ConnectionError, socket)
  })
  t.teardown(() => server.close())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const first = await sendRaw(`http://127.0.0.1:${port}`, '')
  t.equal(first.text.split('HTTP/1.1 ').length, 2, 'one answer')
  server.removeAllListeners('connection')
  server.on('connection', (socket) => answerUnreadable(late as ConnectionError, socket))
  const { status, text } = await sendRaw(`http://127.0.0.1:${port}`, '')
  t.equal(status, 408)
  t.match(text, /\r\nsandbox-hint: The request did not come in time: /)
})
