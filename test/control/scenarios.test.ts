import t from 'tap'
import type { Page, ScenarioItem } from '../../src/client.js'
import { refuses } from '../helpers/control.js'
import { magic, open } from '../helpers/sandbox.js'

const MINE = {
  name: 'mine',
  description: 'Needs checking, then is rejected.',
  match: { name: 'Joko*' },
  kyc_decisions: [
    { kyc_status: 'NEED_TO_CHECK' as const },
    { kyc_status: 'REJECTED' as const, rejected_reason_code: 20 as const },
  ],
}

t.test('GET /_sandbox/scenarios lists the catalogue with its magic numbers', async (t) => {
  const { sandbox } = await open(t)
  const { items, total, next } = await sandbox.scenarios()
  t.strictSame([total, next], [items.length, null])
  const by = new Map(items.map((item) => [item.name, item]))
  for (const [name, number] of [
    ['rejected-17', '9917'],
    ['upload-failed-33', '9833'],
    ['always-rejected-10', '9710'],
    ['pending', '9600'],
    ['manual', '9604'],
    ['callback-late', '9404'],
    ['approved', null],
  ] as const) {
    t.equal(by.get(name)?.magic_number, number, name)
  }
  t.match(by.get('rejected-17'), { family: 'rejected-RR', origin: 'shipped', description: /17/ })
  await refuses(t, sandbox.scenarios({ companyId: 999 }), 404, /There is no company 999/)
})

t.test('POST /_sandbox/scenarios/next', async (t) => {
  const { sandbox, api } = await open(t)
  const scenarioOf = async (fields = {}) =>
    (await sandbox.agent(await api.newAgent(fields))).scenario

  t.test('arms a scenario for the next agent alone', async (t) => {
    const company = await sandbox.next('rejected-17')
    t.strictSame(company.armed, [{ scenario: 'rejected-17', times: 1 }])
    t.strictSame(await scenarioOf(), { name: 'rejected-17', because: 'armed for the next agent' })
    t.equal((await scenarioOf()).name, 'approved')
  })

  t.test('for several, and several one after the other', async (t) => {
    await sandbox.next('pending', { times: 2 })
    await sandbox.next('help')
    const names = []
    for (let made = 0; made < 4; made++) names.push((await scenarioOf()).name)
    t.strictSame(names, ['pending', 'pending', 'help', 'approved'])
  })

  t.test('is not used up by a create that is refused', async (t) => {
    await sandbox.next('help')
    t.equal((await api.create({ name: '!' })).status, 422)
    t.equal((await scenarioOf()).name, 'help')
  })

  t.test('is taken back by DELETE', async (t) => {
    await sandbox.next('pending', { times: 5 })
    t.strictSame((await sandbox.disarm()).armed, [])
    t.equal((await scenarioOf()).name, 'approved')
    const other = await sandbox.createCompany()
    await other.next('pending')
    await sandbox.disarm({ companyId: other.id })
    t.strictSame((await sandbox.company(other.id)).settings.armed, [])
  })

  t.test('is of company 1 where none is named', async (t) => {
    await sandbox.call('POST', '/scenarios/next', {}, { scenario: 'help' })
    t.equal((await sandbox.company(1)).settings.armed.length, 1)
    await sandbox.call('DELETE', '/scenarios/next')
    t.equal((await sandbox.company(1)).settings.armed.length, 0)
  })

  t.test('refuses more than a thousand at once', async (t) => {
    const company = await sandbox.createCompany()
    for (let armed = 0; armed < 1000; armed++) await company.next('manual')
    await refuses(t, company.next('manual'), 409, /A thousand scenarios are armed already/)
  })

  t.test('refuses what it cannot follow', async (t) => {
    const next = (body: unknown) => sandbox.call('POST', '/scenarios/next', {}, body)
    await refuses(t, next({ scenario: 'aproved' }), 400, /There is no scenario "aproved"/)
    await refuses(t, next({}), 400, /"scenario" is missing/)
    await refuses(
      t,
      next({ scenario: 'pending', times: 0 }),
      400,
      /"times" must be a whole number from 1/,
    )
    await refuses(t, next({ scenario: 'pending', company_id: 99 }), 404, /There is no company 99/)
    await refuses(t, sandbox.disarm({ companyId: 99 }), 404, /There is no company 99/)
    t.strictSame((await sandbox.company(1)).settings.armed, [])
  })

  t.test(
    'refuses what is for transfers, which no agent follows, wherever an agent could',
    async (t) => {
      const why =
        /"account-closed" is for transfers and inquiries.*whose number fits \*9205 instead/
      await refuses(t, sandbox.next('account-closed'), 400, why)
      await refuses(t, sandbox.setScenario(await api.newAgent(), 'account-closed'), 400, why)
      await refuses(t, sandbox.createCompany({ scenario: 'account-closed' }), 400, why)
      await t.rejects(open(t, { scenario: 'account-closed' }), { message: why })
      t.strictSame((await sandbox.company(1)).settings.armed, [])
    },
  )
})

t.test('a scenario added while running', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const own = api.of(company)

  t.test('for one company: matched there, and listed first', async (t) => {
    const added = await sandbox.addScenario(MINE, { companyId: company.id })
    t.match(added, { items: [{ name: 'mine', origin: 'added', magic_number: null }], total: 1 })
    t.equal((await sandbox.scenarios({ companyId: company.id })).items[0]?.name, 'mine')
    t.notOk((await sandbox.scenarios()).items.some(({ name }) => name === 'mine'))
    const id = await own.uploaded({ name: 'Joko Widodo' })
    await own.submit(id)
    const agent = await sandbox.waitFor({ agentId: id, kycStatus: 'NEED_TO_CHECK' })
    t.strictSame(agent.scenario, { name: 'mine', because: 'name matches Joko*' })
    t.equal((await sandbox.agent(await api.newAgent({ name: 'Joko' }))).scenario.name, 'approved')
  })

  t.test('for all, as a family, by number', async (t) => {
    const family = await sandbox.addScenario({
      name: 'twice-RR',
      description: 'REJECTED with reason RR twice.',
      match: { identity_number: '*88RR' },
      kyc_decisions: [
        { kyc_status: 'REJECTED', rejected_reason_code: 'RR' },
        { kyc_status: 'REJECTED', rejected_reason_code: 'RR' },
        { kyc_status: 'APPROVED' },
      ],
    })
    t.equal(family.total, 24)
    t.match(family.items[0], { name: 'twice-10', family: 'twice-RR', magic_number: '8810' })
    for (const one of [api, own]) {
      const { scenario } = await sandbox.agent(await one.newAgent(magic('8817')))
      t.strictSame(scenario, { name: 'twice-17', because: 'identity_number matches *8817' })
    }
  })

  t.test('takes the place of one with the same name', async (t) => {
    await sandbox.addScenario({ ...MINE, match: { name: 'Sari' } }, { companyId: company.id })
    const { items } = await sandbox.scenarios({ companyId: company.id })
    t.match(
      items.filter(({ name }) => name === 'mine'),
      [{ company_id: company.id }],
    )
    t.equal((await sandbox.agent(await own.newAgent({ name: 'Joko' }))).scenario.name, 'approved')
    t.equal((await sandbox.agent(await own.newAgent({ name: 'Sari' }))).scenario.name, 'mine')
  })

  t.test(
    'is taken away by DELETE, where it was added; who follows it goes the usual course',
    async (t) => {
      await company.next('mine')
      const id = await own.uploaded()
      await refuses(t, sandbox.removeScenario('mine'), 404, /There is no scenario "mine"/)
      await sandbox.removeScenario('mine', { companyId: company.id })
      await refuses(
        t,
        sandbox.removeScenario('mine', { companyId: company.id }),
        404,
        /There is no scenario/,
      )
      await own.submit(id)
      await own.settled(id, 'APPROVED')
      await refuses(
        t,
        sandbox.removeScenario('twice-RR', { companyId: company.id }),
        409,
        /"twice-RR" was added for all companies: leave company_id out\./,
      )
      await sandbox.removeScenario('twice-RR')
      t.notOk((await sandbox.scenarios()).items.some(({ family }) => family === 'twice-RR'))
      await refuses(
        t,
        sandbox.removeScenario('approved'),
        409,
        /"approved" was not added .* so it stays/,
      )
      await refuses(t, sandbox.removeScenario('rejected-RR'), 409, /was not added here/)
    },
  )

  t.test('is refused where it cannot be followed, with the place and the remedy', async (t) => {
    const add = (body: unknown, query = {}) => sandbox.call('POST', '/scenarios', query, body)
    for (const [body, message] of [
      [undefined, /"name" is missing; it must be lower-case words/],
      [[], /"name" is missing/],
      [{ ...MINE, name: 'Mine' }, /"name" must be lower-case words joined by hyphens/],
      [
        { ...MINE, description: 'x'.repeat(301) },
        /"description" must be a text of 1 to 300 characters/,
      ],
      [{ ...MINE, descripton: 'x' }, /unknown key "descripton"; did you mean "description"\?/],
      [
        { ...MINE, kyc_decisions: [{ kyc_status: 'REJECTED' }] },
        /"kyc_decisions\[0\]\.rejected_reason_code" must be/,
      ],
      [
        { ...MINE, callbacks: [{ fault: 'lost' }] },
        /"callbacks\[0\]\.fault" must be one of: twice/,
      ],
      [{ ...MINE, company_id: 'x' }, /"company_id" must be a whole number/],
    ] as const) {
      await refuses(t, add(body), 400, message)
    }
    await refuses(t, add({ ...MINE, company_id: 99 }), 404, /There is no company 99/)
    await refuses(t, add(MINE, { company: 1 }), 400, /"company" is not a parameter.*"company_id"/)
    t.equal(
      ((await add({ ...MINE, company_id: company.id })) as { total: number }).total,
      1,
      'the company may stand in the body',
    )
    await refuses(
      t,
      add({ ...MINE, company_id: 99 }, { company_id: company.id }),
      404,
      /There is no company 99/,
      'the body counts, as with every call',
    )
  })
})

t.test(
  'set for the agent > armed > the first match > the default (status.scenario); the history says which and why',
  async (t) => {
    const { sandbox, api } = await open(t, { scenario: 'help' })
    const number = magic('9917')
    const chosen = async (id: number) => (await sandbox.agent(id)).scenario

    const plain = await api.newAgent()
    t.strictSame(await chosen(plain), { name: 'help', because: "the company's default" })

    const matched = await api.newAgent(number)
    t.strictSame(await chosen(matched), {
      name: 'rejected-17',
      because: 'identity_number matches *9917',
    })

    await sandbox.addScenario({ ...MINE, match: { identity_number: '*9917', gender: 'female' } })
    const added = await api.newAgent(magic('9917'))
    t.strictSame(
      await chosen(added),
      { name: 'mine', because: 'identity_number matches *9917 and gender matches female' },
      'what was added is matched before what ships',
    )

    await sandbox.next('pending')
    const armed = await api.newAgent(magic('9917'))
    t.strictSame(await chosen(armed), { name: 'pending', because: 'armed for the next agent' })

    await sandbox.setScenario(armed, 'suspicious')
    t.strictSame(await chosen(armed), { name: 'suspicious', because: 'set for this agent' })
    t.strictSame(
      (await sandbox.agent(armed)).history.map(({ type, scenario }) => [type, scenario?.because]),
      [
        ['agent-created', 'armed for the next agent'],
        ['scenario-set', 'set for this agent'],
      ],
    )

    const off = await sandbox.createCompany({ magicNumbers: 'off' })
    const unmatched = await api.of(off).newAgent(magic('9918'))
    t.equal((await chosen(unmatched)).name, 'help', 'magic numbers can be switched off')
    const still = await api.of(off).newAgent(magic('9917'))
    t.equal((await chosen(still)).name, 'mine', 'the user’s own scenarios match all the same')
  },
)

t.test('a company’s own scenario goes, whatever others call theirs', async (t) => {
  const { sandbox } = await open(t)
  const mine = await sandbox.createCompany()
  const other = await sandbox.createCompany()
  const foo = { name: 'foo', description: 'x' }
  for (const { id } of [mine, other]) await sandbox.addScenario(foo, { companyId: id })
  await other.update({ scenario: 'foo' })
  await sandbox.removeScenario('foo', { companyId: mine.id })
  await refuses(
    t,
    sandbox.removeScenario('foo', { companyId: other.id }),
    409,
    /"foo" is the default of company/,
  )
  await sandbox.addScenario({ name: 'fam-RR', description: 'x' })
  await mine.update({ scenario: 'fam-17' })
  await refuses(t, sandbox.removeScenario('fam-RR'), 409, /"fam-17" is the default of company/)
  await sandbox.addScenario({ name: 'approved', description: 'x' })
  await sandbox.removeScenario('approved')
  const shipped = (await sandbox.scenarios()).items.find(({ name }) => name === 'approved')
  t.not(shipped?.description, 'x', 'a default goes where another one of its name remains')
})

t.test('the company stands in the body or in the query', async (t) => {
  const { sandbox } = await open(t)
  const { id } = await sandbox.createCompany()
  await sandbox.call('POST', '/scenarios/next', { company_id: id }, { scenario: 'pending' })
  t.match((await sandbox.company(id)).settings.armed, [{ scenario: 'pending' }])
  t.strictSame((await sandbox.company(1)).settings.armed, [])
  const page = await sandbox.call<Page<ScenarioItem>>('GET', '/scenarios', { limit: 2 })
  t.equal(page.items.length, 2)
})

t.test('a scenario without end is refused', async (t) => {
  const { sandbox } = await open(t)
  const deep = `{"name":"deep-RR","description":"x","answers":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  const response = await fetch(`${sandbox.url}/_sandbox/scenarios`, {
    method: 'POST',
    body: deep,
    headers: { 'content-type': 'application/json' },
  })
  t.equal(response.status, 400)
  t.match(await response.json(), { error: { message: /nested too deeply/ } })
})
