import t from 'tap'
import { SandboxClient, type SandboxCompany } from '../../src/client.js'
import type { Company } from '../../src/kyc/company.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { open, someAgent } from '../helpers/sandbox.js'

t.test('POST /_sandbox/companies accepts', async (t) => {
  const { sandbox, api } = await open(t, { callbackDelay: '1ms', maxRepairs: 2 })

  t.test(
    'nothing, and takes the settings of the start, with a key and a token of its own',
    async (t) => {
      const company = await sandbox.createCompany()
      t.match(company.settings, {
        id: 2,
        callback_url: null,
        callback_delay: '1ms',
        scenario: 'approved',
        magic_numbers: 'on',
        request_id: 'strict',
        reason_code_type: 'documented',
        max_repairs: 2,
        armed: [],
        agents: 0,
        created_at: /^\d{4}-.*Z$/,
      })
      t.match(company.secretKey, /^[\w-]{40}$/)
      t.equal(company.validationToken, sandbox.validationToken)
      t.equal(
        company.authorization,
        `Basic ${Buffer.from(`${company.secretKey}:`).toString('base64')}`,
      )
      t.not(company.secretKey, (await sandbox.createCompany()).secretKey)
    },
  )

  t.test('no body at all', async (t) => {
    const response = await fetch(`${sandbox.url}/_sandbox/companies`, { method: 'POST' })
    t.equal(response.status, 201)
  })

  t.test('each setting', async (t) => {
    const settings = {
      callbackUrl: 'https://example.com/hook?x=1',
      callbackDelay: '2h',
      scenario: 'rejected-17',
      magicNumbers: 'off',
      requestId: 'lenient',
      reasonCodeType: 'string',
      maxRepairs: 0,
      secretKey: 'my-key',
      validationToken: 'my-token',
    } as const
    const { settings: answered } = await sandbox.createCompany(settings)
    t.match(answered, {
      callback_url: 'https://example.com/hook?x=1',
      callback_delay: '2h',
      scenario: 'rejected-17',
      magic_numbers: 'off',
      request_id: 'lenient',
      reason_code_type: 'string',
      max_repairs: 0,
      secret_key: 'my-key',
      validation_token: 'my-token',
    })
    t.equal(
      (
        await api.send('GET', '/big_sandbox_api/v2/agents/1', {
          headers: { authorization: `Basic ${btoa('my-key:')}` },
        })
      ).status,
      404,
      'the key opens the API at once',
    )
  })
})

t.test('a company refuses', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany({ secretKey: 'taken' })
  const create = (body: unknown) => sandbox.call('POST', '/companies', {}, body)

  t.test('settings that break their rule, each with what it must be', async (t) => {
    for (const [body, message] of [
      [{ callback_url: 'nonsense' }, /"callback_url" must be an http or https URL/],
      [{ callback_url: 'ftp://a/b' }, /"callback_url" must be an http or https URL/],
      [{ callback_url: 'http://user:word@a/b' }, /without user name and password/],
      [{ callback_delay: '2 hours' }, /"callback_delay" must be a duration such as/],
      [{ callback_delay: 2000 }, /"callback_delay" must be a duration/],
      [
        { scenario: 'aproved' },
        /There is no scenario "aproved"; did you mean "approved"\? GET \/_sandbox\/scenarios/,
      ],
      [{ scenario: '' }, /"scenario" must be lower-case words joined by hyphens/],
      [{ magic_numbers: true }, /"magic_numbers" must be one of: on, off/],
      [{ request_id: 'loose' }, /"request_id" must be one of: strict, lenient/],
      [
        { reason_code_type: 'number' },
        /"reason_code_type" must be one of: documented, integer, string/,
      ],
      [{ max_repairs: -1 }, /"max_repairs" must be a whole number from 0 to 1000/],
      [{ max_repairs: 1001 }, /"max_repairs" must be a whole number from 0 to 1000/],
      [{ secret_key: 'with:colon' }, /"secret_key" must be .* without a colon/],
      [{ validation_token: '' }, /"validation_token" must be 1 to 300 visible/],
      [{ secret_key: null }, /"secret_key" must be/],
      [{ calback_url: 'x' }, /"calback_url" is not a parameter.*did you mean "callback_url"\?/],
      [[1], /must be a JSON object/],
      ['text', /must be a JSON object/],
    ] as const) {
      await refuses(t, create(body), 400, message)
    }
    t.equal((await sandbox.companies()).total, 2, 'and nothing was made')
  })

  t.test('a key that another company has (auth.one-key)', async (t) => {
    await refuses(t, create({ secret_key: 'taken' }), 409, /Another company has this secret_key/)
    await refuses(
      t,
      (await sandbox.company(1)).update({ secretKey: 'taken' }),
      409,
      /Another company has/,
    )
    t.equal((await company.update({ secretKey: 'taken' })).secretKey, 'taken', 'but not its own')
  })

  t.test('what is not there', async (t) => {
    await refuses(
      t,
      sandbox.company(999),
      404,
      /There is no company 999\. GET \/_sandbox\/companies/,
    )
    await refuses(t, sandbox.call('GET', '/companies/x'), 404, /An id is a whole number/)
    await refuses(
      t,
      sandbox.call('PATCH', '/companies/999', {}, {}),
      404,
      /There is no company 999/,
    )
    await refuses(t, sandbox.call('DELETE', '/companies/999'), 404, /There is no company 999/)
  })

  t.test('the ten thousand and first company', async (t) => {
    const { context, url, close } = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
    t.teardown(close)
    const full = new SandboxClient({ url })
    const second = await full.createCompany()
    const settings = context.store.state.companies.get(2) as Company
    for (let id = 3; id <= 10_000; id++) {
      const secret_key = `key-of-${id}`
      context.store.commit(id, { type: 'company-created', settings: { ...settings, secret_key } })
    }
    await t.rejects(full.createCompany(), {
      status: 409,
      message: /There are 10,000 companies, and more are not kept\. Delete those/,
    })
    await second.delete()
    t.equal((await full.createCompany()).id, 10_001)
  })

  t.test('the deletion of company 1', async (t) => {
    await refuses(t, sandbox.call('DELETE', '/companies/1'), 409, /Company 1 .* reset it instead/)
  })
})

t.test('companies are listed newest first, by the page', async (t) => {
  const { sandbox } = await open(t)
  for (let made = 0; made < 4; made++) await sandbox.createCompany()
  const first = await sandbox.companies({ limit: 2 })
  t.strictSame([first.items.map(({ id }) => id), first.total, first.next], [[5, 4], 5, '4'])
  const second = await sandbox.companies({ limit: 2, cursor: first.next as string })
  t.strictSame([second.items.map(({ id }) => id), second.next], [[3, 2], '2'])
  const last = await sandbox.companies({ limit: 2, cursor: '2' })
  t.strictSame([last.items.map(({ id }) => id), last.next], [[1], null])
  for (const [query, message] of [
    [{ limit: 0 }, /"limit" must be a whole number from 1 to 1000/],
    [{ limit: 1001 }, /"limit" must be/],
    [{ cursor: 'x' }, /"cursor" must be/],
    [{ page: 1 }, /"page" is not a parameter of this call; it takes limit, cursor/],
  ] as const) {
    await refuses(t, sandbox.call('GET', '/companies', query), 400, message)
  }
})

t.test('PATCH /_sandbox/companies/:id', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, next } = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: url, scenario: 'pending' })
  const own = api.of(company)
  const id = await own.newAgent()

  t.test('changes what is sent, from now on, and nothing else', async (t) => {
    const updated = await company.update({ secretKey: 'new-key', scenario: 'rejected-17' })
    t.match(updated.settings, {
      id: company.id,
      callback_url: url,
      secret_key: 'new-key',
      scenario: 'rejected-17',
      agents: 1,
    })
    t.equal((await own.get(`/big_sandbox_api/v2/agents/${id}`)).status, 401, 'the old key is out')
    const rejected = await api.of(updated).decided({}, 'REJECTED')
    t.equal((await sandbox.agent(rejected)).rejected_reason_code, 17)
    t.equal((await sandbox.agent(id)).scenario.name, 'pending', 'who is there goes on as before')
    t.equal((await next(2))[1]?.data.kyc_status, 'REJECTED')
  })

  t.test('takes the callback URL away: to the inbox then', async (t) => {
    const updated = await company.update({ callbackUrl: null })
    t.equal(updated.settings.callback_url, null)
    await api.of(updated).uploaded()
    await sandbox.waitFor({ companyId: company.id, idle: true })
    t.equal((await company.inbox()).total, 1)
  })
})

t.test('DELETE /_sandbox/companies/:id takes all that it had along', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received } = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
  const own = api.of(company)
  const id = await own.newAgent()
  await own.upload(id)
  await own.selfie(id)
  const image = (await sandbox.agent(id)).images.identity?.url as string
  t.equal((await fetch(image)).status, 200)
  await company.delete()
  await refuses(t, sandbox.company(company.id), 404, /There is no company/)
  await refuses(t, sandbox.agent(id), 404, /There is no agent/)
  t.equal((await fetch(image)).status, 404, 'the images too')
  t.equal((await own.create()).status, 401)
  await sandbox.clock.advance('2h')
  t.same(received, [], 'nothing of it happens any more')
  t.not((await sandbox.createCompany()).id, company.id, 'its id is not used again')
  t.equal(
    (await sandbox.createCompany({ secretKey: company.secretKey })).secretKey,
    company.secretKey,
    'its key is free',
  )
})

t.test('what one company has or sets, no other one sees', async (t) => {
  const { sandbox, api } = await open(t)
  const [one, two] = [await sandbox.createCompany(), await sandbox.createCompany()]
  const [ones, twos] = [api.of(one), api.of(two)]
  const id = await ones.decided()

  t.test('agents, callbacks, messages, calls (auth.companies-apart)', async (t) => {
    t.equal((await one.agents()).total, 1)
    t.equal((await two.agents()).total, 0)
    t.equal((await twos.get(`/big_sandbox_api/v2/agents/${id}`)).status, 404)
    await one.waitFor({ idle: true })
    t.equal((await one.callbacks()).total, 2)
    t.equal((await two.callbacks()).total, 0)
    t.equal((await one.inbox()).total, 2)
    t.equal((await two.inbox()).total, 0)
    t.equal((await sandbox.requests({ companyId: one.id })).total, 4)
    t.same(
      (await sandbox.requests({ companyId: two.id })).items.map(({ status }) => status),
      [404],
    )
  })

  t.test('a scenario that is armed or added', async (t) => {
    await one.next('pending')
    t.equal((await sandbox.agent(await twos.newAgent())).scenario.name, 'approved')
    t.equal((await sandbox.agent(await ones.newAgent())).scenario.name, 'pending')
    await sandbox.addScenario({ name: 'mine', description: 'x' }, { companyId: one.id })
    await refuses(t, two.next('mine'), 400, /There is no scenario "mine"/)
    t.strictSame((await one.next('mine')).armed, [{ scenario: 'mine', times: 1 }])
  })

  t.test('faults and maintenance', async (t) => {
    await sandbox.setFaults([{ status: 503 }], { companyId: one.id })
    t.equal((await ones.create()).status, 503)
    t.equal((await twos.create()).status, 200)
    await sandbox.clearFaults({ companyId: one.id })
    await sandbox.setMaintenance(true, { companyId: one.id })
    t.equal((await ones.create()).status, 503)
    t.equal((await twos.create()).status, 200)
  })

  t.test('the clock', async (t) => {
    await one.clock.freeze('2100-01-01T00:00:00Z')
    t.match(await one.clock.now(), { mode: 'frozen', now: '2100-01-01T00:00:00.000Z' })
    t.equal((await two.clock.now()).mode, 'running')
    t.equal((await sandbox.clock.now()).mode, 'running')
  })

  t.test('a reset', async (t) => {
    const before = (await two.agents()).total
    await one.reset()
    t.equal((await one.agents()).total, 0)
    t.equal((await one.clock.now()).mode, 'running')
    t.equal((await two.agents()).total, before)
    t.equal((await sandbox.requests({ companyId: one.id })).total, 0)
    t.ok((await sandbox.requests({ companyId: two.id })).total > 0)
  })
})

t.test('fifty companies at once journey and reset without seeing each other', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received } = await receiver(t)
  const tokens = new Map<string, number>()

  async function suite(company: SandboxCompany, scenario: string, reason: number | null) {
    const own = api.of(company)
    tokens.set(company.validationToken, company.id)
    await company.next(scenario)
    // Everybody uses the same numbers: they collide within one company only.
    const fields = { identity_number: '1111111111110001', phone_number: '081111111111' }
    const id = await own.uploaded(fields)
    await own.submit(id)
    const agent = await company.waitFor({
      agentId: id,
      kycStatus: reason === null ? 'APPROVED' : 'REJECTED',
      callback: 'delivered',
    })
    const seen = {
      reason: agent.rejected_reason_code,
      agents: (await company.agents()).total,
      callbacks: (await company.callbacks()).total,
    }
    await company.reset()
    return {
      ...seen,
      left: (await company.agents()).total,
      again: (await own.create(someAgent(fields))).status,
    }
  }

  const companies = await Promise.all(
    Array.from({ length: 50 }, () => sandbox.createCompany({ callbackUrl: url })),
  )
  const results = await Promise.all(
    companies.map((company, index) => {
      const code = 10 + (index % 24)
      return index % 2 === 0
        ? suite(company, `rejected-${code}`, code)
        : suite(company, 'approved', null)
    }),
  )
  t.strictSame(
    results,
    companies.map((_, index) => ({
      reason: index % 2 === 0 ? 10 + (index % 24) : null,
      agents: 1,
      callbacks: 2,
      left: 0,
      again: 200,
    })),
  )
  t.equal(received.length, 100)
  t.ok(received.every(({ token }) => tokens.has(token ?? '')))
  t.equal(new Set((await sandbox.agents()).items.map(({ id }) => id)).size, 50)
})
