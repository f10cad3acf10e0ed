import t from 'tap'
import type { SandboxCompany } from '../../src/client.js'
import { refuses, scheduled } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { AGENTS, type Api, magic, open } from '../helpers/sandbox.js'

/** An agent with both images there, whatever its checks take. */
async function bothImages(api: Api, fields = {}): Promise<number> {
  const id = await api.newAgent(fields)
  await Promise.all([api.upload(id), api.selfie(id)])
  return id
}

t.test('POST /_sandbox/reset', async (t) => {
  const { sandbox, api } = await open(t, { callbackDelay: '1h' })
  const company = await sandbox.createCompany({
    callbackDelay: '2h',
    scenario: 'pending',
    secretKey: 'k',
  })

  async function fill(one: Api, { id }: SandboxCompany) {
    const scope = { companyId: id }
    const agent = await bothImages(one)
    await sandbox.sendCallback({ agentId: agent })
    await sandbox.sendCallback({ agentId: agent, after: '1h' })
    await sandbox.waitFor({ agentId: agent, kycStatus: 'UPLOAD_IDENTITY_SELFIE_PROGRESS' })
    await sandbox.next('help', scope)
    await sandbox.addScenario({ name: 'mine', description: 'x' }, scope)
    await sandbox.setFaults([{ status: 500, path: '/countries' }], scope)
    await sandbox.setMaintenance(true, scope)
    await sandbox.clock.freeze('2100-01-01T00:00:00Z')
    return agent
  }

  async function looks({ id }: SandboxCompany) {
    const scope = { companyId: id }
    return {
      agents: (await sandbox.agents(scope)).total,
      callbacks: (await sandbox.callbacks(scope)).total,
      inbox: (await sandbox.inbox(scope)).total,
      requests: (await sandbox.requests(scope)).total,
      faults: (await sandbox.faults(scope)).total,
      mine: (await sandbox.scenarios(scope)).items.filter(({ name }) => name === 'mine').length,
      armed: (await sandbox.company(id)).settings.armed.length,
      maintenance: (
        await sandbox.call<{ maintenance: boolean }>('GET', '/maintenance', { company_id: id })
      ).maintenance,
      scheduled: (await sandbox.call<{ scheduled: unknown[] }>('GET', '/clock', { company_id: id }))
        .scheduled.length,
    }
  }
  const empty = {
    agents: 0,
    callbacks: 0,
    inbox: 0,
    requests: 0,
    faults: 0,
    mine: 0,
    armed: 0,
    maintenance: false,
    scheduled: 0,
  }

  t.test(
    'empties one company; it stays, with its settings, and so does every other one',
    async (t) => {
      const first = await sandbox.company(1)
      const [one, two] = [await fill(api, first), await fill(api.of(company), company)]
      const images = (await sandbox.agent(two)).images
      const before = await looks(first)
      await company.reset()
      t.strictSame(await looks(company), empty)
      t.strictSame(await looks(first), before)
      t.match((await sandbox.company(company.id)).settings, {
        callback_delay: '2h',
        scenario: 'pending',
        secret_key: 'k',
        agents: 0,
      })
      t.equal((await fetch(images.identity?.url as string)).status, 404, 'its images are gone')
      t.equal((await fetch((await sandbox.agent(one)).images.selfie?.url as string)).status, 200)
      t.equal((await api.of(company).create()).status, 200, 'and it goes on at once')
    },
  )

  t.test('empties them all', async (t) => {
    await sandbox.addScenario({ name: 'mine', description: 'x' })
    await sandbox.setFaults([{ status: 500 }])
    await sandbox.setMaintenance(true)
    await sandbox.reset()
    t.strictSame(await looks(await sandbox.company(1)), empty)
    t.strictSame(await looks(company), empty)
    t.equal((await sandbox.companies()).total, 2)
    t.equal((await sandbox.faults()).total, 0)
    t.match(await sandbox.clock.now(), { mode: 'running', ahead_ms: 0 })
    t.equal((await api.create()).status, 200)
  })

  t.test('takes the company from the body as well', async (t) => {
    await api.of(company).create()
    await sandbox.call('POST', '/reset', {}, { company_id: company.id })
    t.equal((await company.agents()).total, 0)
    t.ok((await sandbox.agents()).total > 0)
  })

  t.test('refuses what it does not know', async (t) => {
    await refuses(t, sandbox.reset({ companyId: 99 }), 404, /There is no company 99/)
    await refuses(
      t,
      sandbox.call('POST', '/reset', { compnay_id: 1 }),
      400,
      /did you mean "company_id"/,
    )
    await refuses(t, sandbox.call('POST', '/reset', {}, []), 400, /must be a JSON object/)
  })
})

t.test(
  'ids count up from 1 over all companies, and go on after a reset (agents.create.ids)',
  async (t) => {
    const { sandbox, api } = await open(t)
    const second = await sandbox.createCompany()
    const other = api.of(second)
    const document = async (who: typeof api) => {
      const id = await who.decided(magic('9911'), 'REJECTED')
      return [id, (await who.documents(id)).body[0].id]
    }
    t.strictSame(
      [await document(api), await document(other)],
      [
        [1, 1],
        [2, 2],
      ],
    )
    t.equal(second.id, 2)
    await second.delete()
    await sandbox.reset()
    t.strictSame(await document(api), [3, 3])
    t.equal((await sandbox.createCompany()).id, 3)
  },
)

t.test('an id is never used again (agents.create.ids)', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const seen = { agents: new Set<number>(), callbacks: new Set<number>(), inbox: new Set<number>() }
  for (let round = 0; round < 3; round++) {
    for (const one of [api, api.of(company)]) await one.decided()
    await sandbox.waitFor({ idle: true })
    for (const [kind, ids] of Object.entries(seen)) {
      const { items } = await sandbox[kind as keyof typeof seen]()
      for (const { id } of items) {
        t.notOk(ids.has(id), `${kind} ${id}`)
        ids.add(id)
      }
    }
    await (round === 0 ? company.reset() : sandbox.reset())
    if (round === 0) await sandbox.reset({ companyId: 1 })
  }
  t.strictSame([seen.agents.size, seen.callbacks.size, seen.inbox.size], [6, 12, 12])
})

t.test('forty times under load: nothing from before arrives after', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received } = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1ms' })
  const inbox = await sandbox.createCompany()
  const own = api.of(company)
  let late = 0
  let arrivedBefore = 0
  for (let round = 0; round < 40; round++) {
    const work = [
      bothImages(own),
      bothImages(own, magic('9401')),
      own.decided().catch(() => {}),
      bothImages(own, magic('9404')),
      bothImages(api.of(inbox)),
    ]
    await (round % 2 === 0 ? Promise.all(work) : Promise.race(work))
    // Anywhere between the first request and the last callback.
    await Promise.all(Array.from({ length: round % 5 }, () => sandbox.health()))
    await sandbox.reset()
    const newest = (await sandbox.export()).last.agent
    // What was on the wire at the reset has been read by now.
    const count = received.length
    if (round % 2 === 0) {
      const state = await sandbox.export()
      if (state.agents.length + state.callbacks.length + state.inbox.length > 0) t.fail('not empty')
      if ((await scheduled(sandbox)).length > 0) t.fail('something is still scheduled')
      await sandbox.waitFor({ idle: true })
      await sandbox.clock.advance('2h')
      t.equal(received.length, count, `round ${round}`)
      if ((await sandbox.inbox()).total > 0) t.fail('a message from before')
    }
    await Promise.all(work).catch(() => {})
    await sandbox.reset()
    late += received.slice(count).filter(({ data }) => data.agent_id <= newest - 5).length
    arrivedBefore = Math.max(arrivedBefore, count)
  }
  t.equal(late, 0)
  t.ok(arrivedBefore > 50, `it was busy: ${arrivedBefore} callbacks came in time`)
})

t.test('a reset ends what is under way: held responses, hanging deliveries', async (t) => {
  const { sandbox, api } = await open(t)
  const silent = await receiver(t, null)
  const company = await sandbox.createCompany({ callbackUrl: silent.url })
  const own = api.of(company)
  const id = await own.uploaded()
  await silent.next(1)
  t.match((await company.callbacks()).items, [{ state: 'sending' }])
  await sandbox.setFaults([{ latency: '1h', method: 'GET' }], { companyId: company.id })
  const held = own.get(`${AGENTS}/agents/${id}`)
  held.catch(() => {})
  for (;;) if ((await scheduled(sandbox)).length > 0) break
  await company.reset()
  await t.rejects(held, { name: 'TypeError' }, 'its connection is closed')
  t.equal((await company.callbacks()).total, 0)
  t.equal((await sandbox.wait({ idle: true })).idle, true)
  const again = await own.uploaded()
  await silent.next(2)
  t.equal(silent.received[1]?.data.agent_id, again, 'the next one goes out as if nothing had been')
})
