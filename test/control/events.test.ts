import { createServer } from 'node:http'
import { connect } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import { SandboxClient, type SandboxEvent } from '../../src/client.js'
import { eventRoutes } from '../../src/control/events.js'
import { RequestLog } from '../../src/requests/request-log.js'
import type { Scenario } from '../../src/scenarios/scenario.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { emptyState } from '../../src/store/state.js'
import { NO_STORAGE, Store } from '../../src/store/store.js'
import { refuses } from '../helpers/control.js'
import { magic, open } from '../helpers/sandbox.js'

type Options = Parameters<SandboxClient['events']>[0]

/** A stream that has begun: what has come so far, and a way to wait for the next of a type. */
async function listen(
  t: { teardown(end: () => unknown): void },
  sandbox: SandboxClient,
  options: Options = {},
) {
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const stream = sandbox.events({ ...options, signal: stop.signal })
  const seen: SandboxEvent[] = []
  const next = async (): Promise<SandboxEvent> => {
    const { value } = await stream.next()
    seen.push(value as SandboxEvent)
    return value as SandboxEvent
  }
  const until = async (type: string): Promise<SandboxEvent> => {
    for (;;) {
      const event = await next()
      if (event.type === type) return event
    }
  }
  return { seen, next, until, stop, first: await next() }
}

const types = (events: readonly SandboxEvent[]) => events.map(({ type }) => type)

t.test('GET /_sandbox/events', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()

  t.test('greets with the number of the last change', async (t) => {
    const { first } = await listen(t, sandbox)
    t.match(first, { type: 'hello', id: /^\d+$/, data: {} })
    const wrong = await listen(t, sandbox, { lastEventId: 'x' })
    t.equal(wrong.first.type, 'hello', 'a Last-Event-ID that is no number counts as none')
  })

  t.test('tells each change as it happens, and each call', async (t) => {
    const { seen, until, first } = await listen(t, sandbox)
    const id = await api.decided(magic('9917'), 'REJECTED')
    await sandbox.waitFor({ agentId: id, callback: 'delivered' })
    await sandbox.setMaintenance(false)
    await until('maintenance-set')
    const changes = seen.filter((event) => !['hello', 'request'].includes(event.type))
    t.strictSame(
      types(changes).filter((type) => type.startsWith('agent-') || type.startsWith('kyc-')),
      ['agent-created', 'kyc-decided', 'kyc-submitted', 'kyc-decided'],
    )
    t.strictSame(
      changes.map((event) => Number(event.id)),
      changes.map((_, index) => Number(first.id) + 1 + index),
      'numbered without a gap',
    )
    t.match(
      changes.find(({ type }) => type === 'agent-created'),
      {
        data: { agent_id: id, company_id: 1, at: /Z$/, scenario: { name: 'rejected-17' } },
      },
    )
    t.match(
      seen.find(({ type }) => type === 'request'),
      { id: null, data: { method: 'POST', status: 200, company_id: 1, duration_ms: Number } },
    )
    for (const kind of [
      'image-uploaded',
      'check-scheduled',
      'callback-scheduled',
      'callback-sending',
      'callback-answered',
      'inbox-received',
    ])
      t.ok(types(changes).includes(kind), kind)
  })

  t.test('of one company alone, and what concerns everybody', async (t) => {
    const { seen, until } = await listen(t, sandbox, { companyId: company.id })
    await api.create()
    const id = await api.of(company).newAgent()
    await sandbox.clock.freeze()
    await until('clock-set')
    await sandbox.clock.resume()
    const about = new Set(
      seen.map(({ data }) => data['company_id']).filter((one) => one !== undefined),
    )
    t.strictSame(about, new Set([company.id, 0]))
    t.match(
      seen.find(({ type }) => type === 'agent-created'),
      { data: { agent_id: id } },
    )
  })

  t.test('goes on after Last-Event-ID, without a gap and without anything twice', async (t) => {
    const before = await listen(t, sandbox)
    await api.create()
    const created = await before.until('agent-created')
    before.stop.abort()
    const missed = await api.newAgent()
    await api.of(company).create()
    const again = await listen(t, sandbox, { lastEventId: created.id as string, companyId: 1 })
    t.match(again.first, {
      type: 'agent-created',
      id: String(Number(created.id) + 1),
      data: { agent_id: missed },
    })
    const next = await api.newAgent()
    t.equal((await again.until('agent-created')).data['agent_id'], next)
    await t.rejects(
      async () => {
        for (;;) await before.next()
      },
      { name: 'AbortError' },
      'who has gone gets nothing more',
    )
  })

  t.test('who is up to date is connected at once', async (t) => {
    const { sandbox } = await open(t)
    const { seq } = await sandbox.export()
    const response = await fetch(`${sandbox.url}/_sandbox/events`, {
      headers: { 'last-event-id': String(seq) },
      signal: AbortSignal.timeout(2000),
    })
    t.equal(response.status, 200)
    await response.body?.cancel()
  })

  t.test('asks for a new beginning where the number is unknown', async (t) => {
    const { first } = await listen(t, sandbox, { lastEventId: '999999' })
    t.match(first, { type: 'resync', id: /^\d+$/ })
    t.ok(Number(first.id) < 999999)
  })

  t.test('refuses a company that there is not', async (t) => {
    await refuses(t, sandbox.events({ companyId: 99 }).next(), 404, /There is no company 99/)
    await refuses(
      t,
      sandbox.call('GET', '/events', { agent_id: 1 }),
      400,
      /"agent_id" is not a parameter/,
    )
  })
})

t.test('no event holds a secret', async (t) => {
  const { sandbox, api } = await open(t)
  const document = await sandbox.export()
  const { seen, until } = await listen(t, sandbox)
  const company = await sandbox.createCompany({
    secretKey: 'a-secret-key',
    validationToken: 'a-secret-token',
  })
  await company.update({ secretKey: 'a-second-key', validationToken: 'a-second-token' })
  const updated = await sandbox.company(company.id)
  await api.of(updated).decided(magic('9402'))
  await sandbox.waitFor({ idle: true })
  const [callback] = (await updated.callbacks()).items
  await sandbox.resendCallback(callback?.id as number)
  await sandbox.waitFor({ idle: true })
  const added = (await updated.agents()).items[0]?.id as number
  await sandbox.add(await sandbox.export({ agentId: added }), { newCompany: true })
  await sandbox.import(document)
  await until('imported')
  const all = JSON.stringify(seen)
  const { secretKey, validationToken, authorization } = sandbox
  for (const secret of [
    'a-secret-key',
    'a-secret-token',
    'a-secret-toke',
    'a-second-key',
    'a-second-toke',
    secretKey,
    validationToken,
    authorization,
  ]) {
    t.notOk(all.includes(secret), secret)
  }
  t.match(seen.find(({ type }) => type === 'company-created')?.data, {
    settings: { scenario: 'approved' },
  })
  t.match(seen.find(({ type }) => type === 'callback-scheduled')?.data, {
    callback: { state: 'scheduled' },
  })
  t.match(seen.find(({ type }) => type === 'agent-added')?.data, {
    agent_id: Number,
    agent: undefined,
  })
  t.match(seen.find(({ type }) => type === 'inbox-received')?.data, {
    message: { token_valid: false },
  })
})

t.test('who was away for too long is told to load everything anew', async (t) => {
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  const client = new SandboxClient({ url: `${running.url}/` })
  running.context.store.commit(1, { type: 'scenario-disarmed' })
  const { seq: before } = running.context.store.state
  const first = await listen(t, client, { lastEventId: String(before - 1) })
  t.equal(first.first.type, 'resync', 'what came before anybody listened is not kept')
  for (let change = 0; change < 10_001; change++)
    running.context.store.commit(1, { type: 'scenario-disarmed' })
  const away = await listen(t, client, { lastEventId: '1' })
  t.equal(away.first.type, 'resync')
  const { seq } = running.context.store.state
  const near = await listen(t, client, { lastEventId: String(seq - 1) })
  t.match(near.first, { type: 'scenario-disarmed', id: String(seq) })
})

t.test('a stream ends with the sandbox', async (t) => {
  const { sandbox } = await open(t)
  const stop = new AbortController()
  const response = await fetch(`${sandbox.url}/_sandbox/events`, { signal: stop.signal })
  t.match(Object.fromEntries(response.headers), {
    'content-type': /^text\/event-stream/,
    'cache-control': 'no-store',
  })
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const read = async () => new TextDecoder().decode((await reader.read()).value)
  t.match(await read(), /^event: hello\n/)
  await sandbox.close()
  t.equal((await reader.read().catch(() => ({ done: true }))).done, true)
})

t.test('who does not read is cut off, not waited for in memory', async (t) => {
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  const socket = connect(Number(new URL(running.url).port), '127.0.0.1')
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  socket.write('GET /_sandbox/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  const description = 'long '.repeat(200_000)
  const scenarios = [
    { ...(running.context.scenarios.catalogue.get('approved') as Scenario), description },
  ]
  for (let change = 0; change < 50; change++)
    running.context.store.commit(1, { type: 'scenario-added', scenarios })
  socket.resume()
  await closed
  t.pass('its connection has ended')
})

t.test('a comment in the stream is no event for the client', async (t) => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/event-stream')
    response.end(': still here\n\nevent: a\nid: 1\ndata: {"b":2}\n\nevent: c\n\nleft over')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const seen: SandboxEvent[] = []
  for await (const event of new SandboxClient({ url: `http://127.0.0.1:${port}` }).events())
    seen.push(event)
  t.strictSame(seen, [
    { type: 'a', id: '1', data: { b: 2 } },
    { type: 'c', id: null, data: {} },
  ])
})

t.test('a stream without a body has no events', async (t) => {
  const server = createServer((_request, response) => {
    response.writeHead(204, { 'content-type': 'text/event-stream' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const client = new SandboxClient({ url: `http://127.0.0.1:${port}` })
  t.match(await client.events().next(), { done: true })
})

t.test('a stream shows that it lives, again and again', async (t) => {
  const app = Fastify()
  eventRoutes(app, { store: new Store(emptyState(), NO_STORAGE), requests: new RequestLog() }, 1)
  t.teardown(() => app.close())
  const url = await app.listen({ port: 0 })
  const response = await fetch(`${url}/events`)
  let seen = ''
  for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(
    new TextDecoderStream(),
  )) {
    seen += chunk
    if (/(: still here\n\n){2}/.test(seen)) break
  }
  t.match(seen, /^event: hello\n/)
})
