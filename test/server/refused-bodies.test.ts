import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { answerAfterBodies } from '../../src/server/refused-bodies.js'
import { AGENTS, KYC, open, type Teardown } from '../helpers/sandbox.js'

const FORM = 'application/x-www-form-urlencoded'
const CHUNK = Buffer.alloc(64 * 1024, 'a')

/** The answer that a client gets which reads nothing before it has written everything, as many do. */
async function writeThenRead(url: string, head: string, bytes: number): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let failed = ''
  socket.on('error', ({ message }) => {
    failed = message
  })
  socket.write(`${head}\r\nhost: localhost\r\ncontent-length: ${bytes}\r\n\r\n`)
  for (let left = bytes; left > 0 && failed === ''; left -= CHUNK.length) {
    socket.write(CHUNK.subarray(0, left))
    await setImmediate()
  }
  if (failed !== '') return failed
  const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close')])
  socket.destroy()
  return failed || String(answer)
}

t.test(
  'a client that writes to the end before it reads sees why its body is refused (bodies.refused-read-to-end)',
  async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.newAgent()
    const key = `\r\nauthorization: ${sandbox.authorization}\r\nrequest-id: bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001`
    const refusals: readonly (readonly [about: string, head: string, bytes: number, RegExp])[] = [
      [
        'too large a form',
        `POST ${AGENTS}/agents HTTP/1.1\r\ncontent-type: ${FORM}${key}`,
        3e6,
        /413/,
      ],
      ['no form', `POST ${AGENTS}/agents HTTP/1.1\r\ncontent-type: text/plain${key}`, 3e6, /415/],
      ['no key', `POST ${AGENTS}/agents HTTP/1.1\r\ncontent-type: ${FORM}`, 3e6, /401/],
      ['no such path', 'POST /nowhere HTTP/1.1\r\ncontent-type: text/plain', 3e6, /404/],
      [
        'too large a multipart body',
        `PUT ${KYC}/users/${id}/identities HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=b${key}`,
        70e6,
        /413/,
      ],
      [
        'a multipart body whose boundary is not named',
        `PUT ${KYC}/users/${id}/identities HTTP/1.1\r\ncontent-type: multipart/form-data${key}`,
        1.9e6,
        /413.*Sandbox-Hint: .*names no boundary/is,
      ],
      [
        'too large a control body',
        'POST /_sandbox/callbacks HTTP/1.1\r\ncontent-type: application/json',
        3e6,
        /413.*too_large/s,
      ],
      [
        'no JSON',
        'POST /_sandbox/callbacks HTTP/1.1\r\ncontent-type: text/plain',
        9e5,
        /415.*application\/json/s,
      ],
      [
        'too large a callback',
        `POST /_sandbox/inbox/1 HTTP/1.1\r\ncontent-type: ${FORM}`,
        3e6,
        /413.*the inbox 64 KiB/s,
      ],
    ]
    for (const [about, head, bytes, wanted] of refusals)
      t.match(await writeThenRead(sandbox.url, head, bytes), wanted, about)
    t.equal((await sandbox.health()).status, 'ok')
  },
)

/** A server that refuses every body, with these limits for reading it all the same. */
async function refusing(t: Teardown, limits: { bytes: number; time: number }): Promise<string> {
  const app = Fastify()
  answerAfterBodies(app, limits)
  app.addHook('onRequest', async () => {
    throw Object.assign(new Error('no'), { statusCode: 415 })
  })
  t.teardown(() => app.close())
  return app.listen({ port: 0, host: '127.0.0.1' })
}

t.test('a body is read for nothing within limits', async (t) => {
  const head = 'POST / HTTP/1.1\r\ncontent-type: text/plain\r\nhost: localhost'
  const closing = /415.*connection: close/is

  const answerTo = async (url: string, bytes: string) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    t.teardown(() => socket.destroy())
    socket.write(`${head}${bytes}`)
    return String((await once(socket, 'data'))[0])
  }

  t.test('of bytes', async (t) => {
    const url = await refusing(t, { bytes: 1000, time: 60_000 })
    t.match(await answerTo(url, `\r\ncontent-length: 5000\r\n\r\n${'a'.repeat(1001)}`), closing)
    t.match(
      await answerTo(url, `\r\ntransfer-encoding: chunked\r\n\r\n5dc\r\n${'a'.repeat(1500)}`),
      closing,
    )
  })

  t.test('of time', async (t) => {
    const url = await refusing(t, { bytes: 1000, time: 1 })
    t.match(await answerTo(url, '\r\ncontent-length: 500\r\n\r\na'), closing)
  })

  t.test('and no longer than the client is there', async (t) => {
    const url = await refusing(t, { bytes: 1000, time: 60_000 })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.end(`${head}\r\ncontent-length: 500\r\n\r\na`)
    await once(socket.resume(), 'close')
    t.match(await answerTo(url, '\r\ncontent-length: 1\r\n\r\na'), /415/, 'others are answered')
  })
})
