import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import type { Callback } from '../../src/kyc/callback.js'
import type { Scenario } from '../../src/scenarios/scenario.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { refuses } from '../helpers/control.js'
import { magic, open } from '../helpers/sandbox.js'

const KIB = 1024
/** What is not yet sent is not answered either: its size does not change. */
const LATER = { after: '1h' }

t.test('the inbox', async (t) => {
  const { sandbox } = await open(t)
  const send = (company: number, body: string) =>
    fetch(`${sandbox.url}/_sandbox/inbox/${company}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

  t.test('takes messages of 64 KiB', async (t) => {
    t.equal((await send(1, 'a'.repeat(64 * KIB))).status, 200)
    const refused = await send(1, 'a'.repeat(64 * KIB + 1))
    t.equal(refused.status, 413)
    t.match(await refused.json(), { error: { code: 'too_large', message: /the inbox 64 KiB/ } })
    t.equal((await sandbox.inbox()).total, 1)
    await sandbox.emptyInbox()
  })

  t.test('keeps 4 MiB of each company, the latest', async (t) => {
    for (let number = 1; number <= 66; number++) await send(1, `${number}=`.padEnd(64 * KIB, 'a'))
    const { items, total } = await sandbox.inbox({ limit: 1000 })
    t.equal(total, 64)
    t.match([items[0]?.body, items.at(-1)?.body], [/^66=/, /^3=/])
  })

  t.test('shows large messages on more pages than it is asked for', async (t) => {
    const others = [await sandbox.createCompany(), await sandbox.createCompany()]
    for (const { id } of others)
      for (let count = 0; count < 64; count++) await send(id, 'a'.repeat(64 * KIB))
    const first = await sandbox.inbox({ limit: 1000 })
    t.match(first, { total: 192, items: { length: 128 } })
    const second = await sandbox.inbox({ limit: 1000, cursor: first.next as string })
    t.match(second, { total: 192, items: { length: 64 }, next: null })
  })
})

t.test('event streams: a thousand at a time', async (t) => {
  const { sandbox } = await open(t)
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const answers = await Promise.all(
    Array.from({ length: 1001 }, () =>
      fetch(`${sandbox.url}/_sandbox/events`, { signal: stop.signal }),
    ),
  )
  const refused = answers.filter(({ status }) => status !== 200)
  t.strictSame([refused.length, refused[0]?.status], [1, 409])
  t.match(await refused[0]?.json(), { error: { message: /1000 event streams, .+: end some/ } })
})

t.test('waits: a thousand at a time', async (t) => {
  const { sandbox, api } = await open(t)
  const agentId = await api.uploaded(magic('9600'))
  await api.submit(agentId)
  const wait = () => sandbox.wait({ agentId, kycStatus: 'APPROVED', timeout: '2m' })
  const waits = Array.from({ length: 1001 }, wait)
  await refuses(t, Promise.race(waits), 409, /1000 calls waiting, .+: end some/)
  await sandbox.decide(agentId, { kycStatus: 'APPROVED' })
  const over = await Promise.allSettled(waits)
  t.equal(over.filter(({ status }) => status === 'fulfilled').length, 1000)
  t.equal((await wait()).agent?.id, agentId, 'there is room again')
})

t.test('callbacks by hand', async (t) => {
  const { sandbox, api } = await open(t)
  const agentId = await api.newAgent()

  t.test('have 64 KiB at most, and a URL of 2,048 characters', async (t) => {
    const tooLarge = (call: Promise<unknown>) => refuses(t, call, 413, /larger than 64 KiB/)
    await tooLarge(sandbox.sendCallback({ data: 'a'.repeat(64 * KIB) }))
    await tooLarge(sandbox.sendCallback({ data: '%'.repeat(22 * KIB) }))
    await tooLarge(sandbox.sendCallback({ data: 'a', token: 'b'.repeat(64 * KIB) }))
    const url = `http://localhost/${'a'.repeat(64 * KIB)}`
    await refuses(t, sandbox.sendCallback({ data: 'a', url }), 400, /at most 2,048 characters/)
    const { id } = await sandbox.sendCallback({ agentId, ...LATER })
    await tooLarge(sandbox.resendCallback(id, { data: 'a'.repeat(64 * KIB) }))
  })

  t.test('of one company have 32 MiB, and are refused then', async (t) => {
    const { id, fields } = await sandbox.sendCallback({
      data: 'a'.repeat(63 * KIB),
      agentId,
      ...LATER,
    })
    // Each counts as its texts and 1 KiB, so that 512 are too many.
    const state = await sandbox.export()
    const first = state.callbacks.find((callback) => callback.id === id) as Callback
    const others = Array.from({ length: 510 }, (_, index) => ({ ...first, id: id + 1 + index }))
    await sandbox.import({ ...state, callbacks: [...state.callbacks, ...others] })
    await refuses(t, sandbox.resendCallback(id, LATER), 409, /by hand take 32 MiB.*_sandbox\/reset/)
    await refuses(t, sandbox.sendCallback({ agentId, data: fields.data }), 409, /32 MiB/)

    const company = await sandbox.createCompany()
    await sandbox.sendCallback({ companyId: company.id, data: 'another company' })
    await sandbox.reset({ companyId: 1 })
    t.match(await sandbox.sendCallback({ data: fields.data }), { state: 'scheduled' })
  })
})

t.test('a value that is nested too deeply to be written again', async (t) => {
  const { sandbox } = await open(t)
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  const post = async (path: string, body: string) => {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${sandbox.url}/_sandbox${path}`, init)
    return { status: response.status, body: await response.json() }
  }

  t.test('is refused as data of a callback', async (t) => {
    t.match(await post('/callbacks', `{"data":${nested(200_000)}}`), {
      status: 400,
      body: { error: { message: /more than 100 levels of lists and objects: send it as a text/ } },
    })
    t.match(await post('/callbacks', `{"data":${nested(101)}}`), { status: 400 })
    t.match(await post('/callbacks', `{"data":${nested(100)}}`), { status: 201 })
  })

  t.test('is shown as a text in the inbox', async (t) => {
    await sandbox.sendCallback({ data: nested(10_000) })
    await sandbox.waitFor({ idle: true })
    const { items } = await sandbox.inbox()
    t.equal(items[0]?.data, nested(10_000))
    t.same(items[1]?.data, JSON.parse(nested(100)))
  })

  t.test('is no duration', async (t) => {
    for (const by of [nested(50_000), '{"toString":1}', 'null'])
      t.match(await post('/clock/advance', `{"by":${by}}`), { status: 400 })
  })
})

t.test('a key that is very long', async (t) => {
  const { sandbox } = await open(t)
  const body = { ['k'.repeat(1_000_000)]: 1 }
  const { message } = await refuses(t, sandbox.call('PUT', '/clock', {}, body), 400, /"k{60}…"/)
  t.ok(message.length < 200, 'is not repeated')
})

t.test('the changes of which a stream can resume', async (t) => {
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  const { store, scenarios: known } = running.context
  let written = 0
  const description = {
    toJSON() {
      written++
      return 'long '.repeat(200_000)
    },
  }
  const scenario = { ...(known.catalogue.get('approved') as Scenario), description }
  const add = () =>
    store.commit(1, { type: 'scenario-added', scenarios: [scenario as unknown as Scenario] })
  const client = new SandboxClient({ url: running.url })
  const stop = new AbortController()
  t.teardown(() => stop.abort())
  const streams = [1, 2, 3].map(() => client.events({ signal: stop.signal }))
  for (const stream of streams) t.match((await stream.next()).value, { type: 'hello' })

  add()
  for (const stream of streams) t.match((await stream.next()).value, { type: 'scenario-added' })
  t.equal(written, 1, 'are written once for all who read')

  const { seq } = store.state
  for (let count = 0; count < 17; count++) add()
  const resume = (from: number) =>
    client.events({ lastEventId: String(from), signal: stop.signal }).next()
  t.match((await resume(seq)).value, { type: 'resync' }, 'and take 16 MiB together')
  t.match((await resume(seq + 1)).value, { type: 'scenario-added', id: String(seq + 2) })
})

t.test('scenarios that are added have at most 4 MiB', async (t) => {
  const { sandbox } = await open(t)
  const kyc_decisions = Array.from({ length: 12_000 }, () => ({ kyc_status: 'APPROVED' }))
  const add = (name: string) =>
    sandbox.addScenario({ name, description: 'x', kyc_decisions } as never)
  for (let count = 0; count < 5; count++) await add(`large-${count}`)
  await refuses(t, add('one-more'), 409, /would have more than 4 MiB; remove some with DELETE/)
  await sandbox.removeScenario('large-0')
  t.match(await add('one-more'), { items: [{ name: 'one-more' }] })
})
