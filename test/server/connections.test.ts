import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import Fastify, { type FastifyReply } from 'fastify'
import t from 'tap'
import { eventRoutes } from '../../src/control/events.js'
import { whenOver } from '../../src/lib/exchange-end.js'
import { RequestLog } from '../../src/requests/request-log.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { emptyState } from '../../src/store/state.js'
import { NO_STORAGE, Store } from '../../src/store/store.js'
import { sendRaw } from '../helpers/raw.js'
import { receiver } from '../helpers/receiver.js'
import { KYC, magic, open, type Teardown } from '../helpers/sandbox.js'

async function connected(t: Teardown, url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  t.teardown(() => socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

/** A request line with headers that the control API takes. */
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`

/** Looks again at the next turn of the loop, a thousand times. */
async function eventually(holds: () => boolean): Promise<boolean> {
  for (let times = 0; times < 1000 && !holds(); times++)
    await new Promise((resolve) => setImmediate(resolve))
  return holds()
}

t.test('a call whose connection is lost before its turn to be answered', async (t) => {
  t.test('has its effect', async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.uploaded(magic('9917'))
    const socket = await connected(t, sandbox.url)
    const submit =
      `PUT ${KYC}/users/${id}/submit HTTP/1.1\r\nhost: localhost\r\nauthorization: ${sandbox.authorization}\r\n` +
      'request-id: bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001\r\n' +
      'content-type: application/x-www-form-urlencoded\r\ncontent-length: 11\r\n\r\nuser_type=1'
    socket.write(get(`/_sandbox/wait?agent_id=${id}&kyc_status=APPROVED&timeout=1h`) + submit)
    await api.settled(id, 'PENDING')
    socket.resetAndDestroy()
    const { kyc_status } = await api.settled(id, 'REJECTED')
    t.equal(kyc_status, 'REJECTED')
    await sandbox.waitFor({ idle: true })
    const { items } = await sandbox.requests({ agentId: id })
    t.match(items[0], { method: 'PUT', path: `${KYC}/users/${id}/submit` }, 'and is in the log')
  })

  t.test('is waited for no longer, where it is a wait', async (t) => {
    const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
    t.teardown(() => running.close())
    const { store, agenda } = running.context
    let waits = 0
    const subscribe = store.subscribe.bind(store)
    store.subscribe = (tell) => {
      waits++
      const stop = subscribe(tell)
      return () => {
        waits--
        stop()
      }
    }
    agenda.put({ key: 'response 1', company_id: 1, due: Date.now() + 60_000, run: () => undefined })
    const socket = await connected(t, running.url)
    socket.write(get('/_sandbox/wait?idle=true&timeout=1h').repeat(12))
    t.ok(await eventually(() => waits === 12), 'all are under way')
    socket.resetAndDestroy()
    t.ok(await eventually(() => waits === 0), 'none is')
  })

  t.test('is told nothing more, where it is a stream', async (t) => {
    const app = Fastify()
    const replies: FastifyReply[] = []
    app.addHook('onRequest', async (_request, reply) => void replies.push(reply))
    eventRoutes(app, { store: new Store(emptyState(), NO_STORAGE), requests: new RequestLog() })
    t.teardown(() => app.close())
    const socket = await connected(t, await app.listen({ port: 0, host: '127.0.0.1' }))
    socket.write(get('/events').repeat(3))
    t.ok(await eventually(() => replies.length === 3), 'all have begun')
    socket.resetAndDestroy()
    t.ok(await eventually(() => replies.every(({ raw }) => raw.writableEnded)), 'all have ended')
  })

  t.test('is over at once for who asks when it is over already', async (t) => {
    const app = Fastify()
    app.get('/', (_request, reply) => {
      reply.hijack().raw.destroy()
    })
    app.addHook('onRequest', async (_request, { raw }) => {
      raw.once('close', () => whenOver(raw, () => t.pass('told')))
    })
    t.plan(1)
    t.teardown(() => app.close())
    const socket = await connected(t, await app.listen({ port: 0, host: '127.0.0.1' }))
    socket.write(get('/'))
  })
})

t.test('a client that ends its side of the connection behind its request', async (t) => {
  t.test('is answered, however long that takes', async (t) => {
    let answer = (_status: number) => {}
    const { url, next } = await receiver(t, () => new Promise((resolve) => (answer = resolve)))
    const { sandbox } = await open(t, { callbackUrl: url })
    await sandbox.sendCallback({ data: '{}' })
    await next(1)
    const body = '{"by":"1s"}'
    const answered = sendRaw(
      sandbox.url,
      `POST /_sandbox/clock/advance HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      true,
    )
    // By then the sandbox has seen the end.
    await sandbox.health()
    await sandbox.health()
    answer(200)
    t.match(await answered, { status: 200 })
  })

  t.test('has left, where it waits or reads a stream', async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.newAgent()
    const path = `/_sandbox/wait?agent_id=${id}&kyc_status=APPROVED&timeout=1h`
    t.match(await sendRaw(sandbox.url, get(path), true), { status: 408 })
    const socket = await connected(t, sandbox.url)
    socket.end(get('/_sandbox/events')).resume()
    await once(socket, 'close')
    t.pass('the stream has ended')
  })
})

t.test('who sends a hundred calls at once and does not read', async (t) => {
  const { sandbox } = await open(t)
  const socket = await connected(t, sandbox.url)
  socket.pause()
  const create =
    `POST /_sandbox/companies HTTP/1.1\r\nhost: localhost\r\n` +
    'content-type: application/json\r\ncontent-length: 2\r\n\r\n{}'
  socket.write(get('/_sandbox/openapi-control.json').repeat(100) + create)
  const companies = () => sandbox.companies()
  for (let times = 0; times < 150; times++) await sandbox.health()
  t.equal((await companies()).total, 1, 'the calls behind wait for that')
  socket.resume()
  t.ok(await until(async () => (await companies()).total === 2), 'and go on then')
})

async function until(holds: () => Promise<boolean>): Promise<boolean> {
  for (let times = 0; times < 1000; times++) if (await holds()) return true
  return false
}
