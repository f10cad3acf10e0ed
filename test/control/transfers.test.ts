import t from 'tap'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { AGENTS, open } from '../helpers/sandbox.js'
import { DISBURSEMENTS, idIn, inquire, transfer, transferred, V3 } from '../helpers/transfers.js'

t.test('/_sandbox/disbursements', async (t) => {
  const { api, sandbox } = await open(t, { disbursements: 'manual' })
  const agent = await api.decided()
  const one = await transferred(api, agent)
  const two = await transferred(api, agent, { account_number: '9101' })
  await sandbox.waitFor({ disbursementId: two, status: 'CANCELLED' })

  t.test('lists transfers, newest first', async (t) => {
    const ids = async (filter: Parameters<typeof sandbox.disbursements>[0]) =>
      (await sandbox.disbursements(filter)).items.map(({ id }) => id)
    t.strictSame(await ids({}), [two, one])
    t.strictSame(await ids({ status: 'PENDING', companyId: 1 }), [one])
    t.strictSame(await ids({ agentId: agent, limit: 1 }), [two])
    const { next } = await sandbox.disbursements({ limit: 1 })
    t.strictSame(await ids({ cursor: next as string }), [one])
    t.strictSame(await ids({ agentId: 99 }), [])
    const company = await sandbox.createCompany()
    t.equal((await company.disbursements()).total, 0)
    t.match(await sandbox.disbursement(two), {
      id: two,
      status: 'CANCELLED',
      reason: 'INACTIVE_ACCOUNT',
      scenario: { name: 'transfer-inactive-account', because: 'account_number matches *9101' },
      due: null,
      callbacks: [{ kind: 'disbursement', disbursement_id: two, agent_id: null }],
    })
  })

  t.test(
    'decides one by hand, once (transfers.status.manual, transfers.status.final)',
    async (t) => {
      t.match(await sandbox.disbursement(one), { status: 'PENDING', due: null, scenario: null })
      await refuses(
        t,
        sandbox.decideDisbursement(one, { status: 'DONE', reason: 'INACTIVE_ACCOUNT' }),
        400,
        /"reason" goes with CANCELLED alone/,
      )
      t.match(await sandbox.decideDisbursement(one, { status: 'DONE' }), {
        status: 'DONE',
        reason: null,
      })
      await sandbox.waitFor({ disbursementId: one, callback: 'delivered' })
      await refuses(
        t,
        sandbox.decideDisbursement(one, { status: 'CANCELLED' }),
        409,
        /DONE, which is final/,
      )
      const three = await transferred(api, agent)
      t.match(await sandbox.decideDisbursement(three, { status: 'CANCELLED' }), {
        reason: 'INACTIVE_ACCOUNT',
      })
      const four = await transferred(api, agent)
      const reason = 'CANT_RECEIVE_TRANSFER'
      t.match(await sandbox.decideDisbursement(four, { status: 'CANCELLED', reason }), { reason })
      await refuses(t, sandbox.decideDisbursement('12', { status: 'DONE' }), 404, /no transfer/)
      await refuses(t, sandbox.disbursement('x'), 404, /no transfer/)
    },
  )

  t.test('a decision takes the place of the end that is scheduled', async (t) => {
    const company = await sandbox.createCompany({ disbursements: 'auto', disbursementDelay: '1h' })
    await company.clock.freeze()
    const own = api.of(company)
    const late = await transferred(own, await own.decided())
    t.match(await sandbox.disbursement(late), { status: 'PENDING', due: /Z$/ })
    await sandbox.decideDisbursement(late, { status: 'CANCELLED' })
    await company.clock.advance('2h')
    t.match(await sandbox.disbursement(late), { status: 'CANCELLED' })
    const other = await transferred(own, (await company.agents()).items[0]?.id ?? 0)
    await company.clock.advance('1h')
    t.match(await sandbox.disbursement(other), { status: 'DONE' }, '(transfers.status.auto)')
  })

  t.test('each reason has a magic number (transfers.status.reasons)', async (t) => {
    const reasons = []
    for (const last of ['1', '2', '3', '4', '5', '6']) {
      const id = await transferred(api, agent, { account_number: `77910${last}` })
      await sandbox.waitFor({ disbursementId: id, status: 'CANCELLED' })
      reasons.push((await sandbox.disbursement(id)).reason)
    }
    t.strictSame(reasons, [
      'INACTIVE_ACCOUNT',
      'NOT_REGISTERED_ACCOUNT',
      'CANT_RECEIVE_TRANSFER',
      'INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK',
      'BENEFICIARY_ACCOUNT_NOT_VERIFIED',
      'INSUFFICIENT_BALANCE',
    ])
    const company = await sandbox.createCompany({ magicNumbers: 'off', disbursements: 'auto' })
    const own = api.of(company)
    const usual = await transferred(own, await own.decided(), { account_number: '9101' })
    await sandbox.waitFor({ disbursementId: usual, status: 'DONE' })
  })

  t.test(
    'an agent who is blocked afterwards stops nothing (transfers.status.blocked)',
    async (t) => {
      const blocked = await api.decided()
      const id = await transferred(api, blocked)
      await sandbox.setAgentStatus(blocked, 'BLOCKED')
      t.match(await sandbox.decideDisbursement(id, { status: 'DONE' }), { status: 'DONE' })
    },
  )

  t.test('a wait can be about one', async (t) => {
    const id = await transferred(api, agent)
    const { disbursement, callback } = await sandbox.wait({ disbursementId: id, status: 'PENDING' })
    t.match({ disbursement, callback }, { disbursement: { id }, callback: null })
    await refuses(
      t,
      sandbox.wait({ disbursementId: id, status: 'DONE', timeout: '1ms' }),
      408,
      /The transfer is PENDING/,
    )
    await refuses(t, sandbox.wait({ status: 'DONE' }), 400, /needs a "disbursementId"/)
    await refuses(t, sandbox.wait({ disbursementId: '5', status: 'DONE' }), 404, /no transfer 5/)
    await refuses(
      t,
      sandbox.wait({ disbursementId: id, agentId: agent, status: 'DONE' }),
      400,
      /not both/,
    )
    const gone = refuses(
      t,
      sandbox.wait({ disbursementId: id, status: 'DONE' }),
      404,
      new RegExp(`no transfer ${id} any more`),
    )
    await sandbox.reset()
    await gone
  })
})

t.test('a reset or the end of a company', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received } = await receiver(t, 500)
  const settings = { disbursementCallbackUrl: url, disbursementDelay: '1h', balance: 100_000 }
  /** A company with a transfer under way, and one whose callback waits for its next attempt. */
  const busy = async () => {
    const company = await sandbox.createCompany(settings)
    const own = api.of(company)
    const agent = await own.decided()
    const failing = await transferred(own, agent)
    await company.clock.advance('1h')
    await sandbox.waitFor({ disbursementId: failing, callback: 'scheduled' })
    const pending = await transfer(own, agent, {}, { 'idempotency-key': 'same' })
    await inquire(own, '77')
    return { company, own, ids: [failing, idIn(pending)] }
  }

  t.test('takes its transfers, and no other ones', async (t) => {
    const [one, other] = [await busy(), await busy()]
    const before = received.length
    await one.company.reset()
    t.equal((await one.company.disbursements()).total, 0)
    t.equal((await sandbox.inquiries({ companyId: one.company.id })).total, 0)
    t.equal(await one.company.balance(), 100_000, 'the money is back')
    for (const id of one.ids)
      t.equal((await one.own.get(`${DISBURSEMENTS}/${id}`)).status, 404, 'its ids are gone')
    await one.company.clock.advance('1d')
    t.equal(received.length, before, 'nothing that was to come is sent')
    const agent = await one.own.decided()
    const again = await transfer(one.own, agent, {}, { 'idempotency-key': 'same' })
    t.match(again, { status: 200, hint: null }, 'the key is free')
    t.notOk(one.ids.includes(idIn(again)), 'an id is never used again')
    t.equal((await other.company.disbursements()).total, 2)
    t.equal(await other.company.balance(), 70_000)
  })

  t.test('also when it is deleted', async (t) => {
    const { company, ids } = await busy()
    const sent = () => received.filter(({ body }) => ids.some((id) => body.includes(id))).length
    t.equal(sent(), 1)
    await company.delete()
    for (const id of ids) await refuses(t, sandbox.disbursement(id), 404, /There is no transfer /)
    await sandbox.clock.advance('1d')
    t.equal(sent(), 1, 'nothing that was to come is sent')
  })
})

t.test('faults of the calls about money', async (t) => {
  const { sandbox, api } = await open(t)
  const agent = await api.decided()
  const made = async () => (await sandbox.disbursements()).total

  t.test('strike by method and path', async (t) => {
    const id = await transferred(api, agent)
    for (const [method, path, call] of [
      ['POST', '/agent-disbursements', () => transfer(api, agent)],
      ['GET', '/agent-disbursements/:id', () => api.get(`${DISBURSEMENTS}/${id}`)],
      ['GET', '/agent-disbursements', () => api.get(DISBURSEMENTS)],
      ['POST', '/disbursement/bank-account-inquiry', () => inquire(api, '5')],
      ['GET', '/general/balance', () => api.get(`${AGENTS}/general/balance`)],
      ['GET', '/general/banks', () => api.get(`${AGENTS}/general/banks`)],
      ['GET', '/get-disbursement', () => api.get(`${V3}/get-disbursement?id=${id}`)],
    ] as const) {
      await sandbox.setFaults([{ method, path, nth: 1, status: 503 }])
      t.equal((await call()).status, 503, path)
      t.equal((await call()).status, 200, `${path}, once`)
    }
    await sandbox.clearFaults()
  })

  t.test('a status changes nothing; a broken connection comes after the transfer', async (t) => {
    const before = await made()
    const key = { 'idempotency-key': 'broken' }
    await sandbox.setFaults([{ path: '/agent-disbursements', nth: 1, status: 500 }])
    t.equal((await transfer(api, agent, {}, key)).status, 500)
    t.equal(await made(), before)
    await sandbox.setFaults([{ path: '/agent-disbursements', nth: 1, fault: 'connection-reset' }])
    await t.rejects(transfer(api, agent, {}, key))
    t.equal(await made(), before + 1)
    const again = await transfer(api, agent, {}, key)
    t.match(again, { status: 200, hint: /used before/ }, 'the same key finds it')
    t.equal(await made(), before + 1)
  })
})

t.test('/_sandbox/inquiries', async (t) => {
  const { api, sandbox } = await open(t)
  await inquire(api, '9206')
  t.match((await sandbox.inquiries({ companyId: 1 })).items, [{ id: 1, status: 'PENDING' }])
  t.equal((await sandbox.inquiries({ status: 'CLOSED' })).total, 0)
  t.match(await sandbox.decideInquiry(1, 'CLOSED'), { status: 'CLOSED', account_holder: '' })
  await refuses(t, sandbox.decideInquiry(1, 'SUCCESS'), 409, /ended with CLOSED/)
  await refuses(t, sandbox.decideInquiry(2, 'SUCCESS'), 404, /no inquiry 2/)
  const other = await sandbox.createCompany()
  t.equal((await sandbox.inquiries({ companyId: other.id })).total, 0)
  await inquire(api, '14')
  await sandbox.waitFor({ idle: true })
  t.match((await sandbox.inquiries()).items[0], { status: 'SUCCESS' })
})

t.test('/_sandbox/banks', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const statusOf = async (companyId?: number) =>
    (await sandbox.banks(companyId === undefined ? {} : { companyId })).items[0]?.status
  await company.setBankStatus('bca', 'DISTURBED')
  t.strictSame([await statusOf(), await statusOf(company.id)], ['OPERATIONAL', 'DISTURBED'])
  t.match(await sandbox.call('GET', '/banks/bca'), { name: 'BCA', status: 'OPERATIONAL' })
  await company.setBankStatus('bni', 'DISTURBED')
  await sandbox.setBankStatus('bca', 'HEAVILY_DISTURBED')
  t.strictSame(
    [await statusOf(1), await statusOf(company.id)],
    ['HEAVILY_DISTURBED', 'HEAVILY_DISTURBED'],
    'for all is for each',
  )
  t.match(await sandbox.call('GET', '/banks/bni', { company_id: company.id }), {
    status: 'DISTURBED',
  })
  await refuses(
    t,
    sandbox.setBankStatus('bcaa', 'DISTURBED'),
    404,
    /no bank "bcaa". Did you mean "bca"/,
  )
})

t.test('/_sandbox/balance', async (t) => {
  const { api, sandbox } = await open(t)
  const agent = await api.decided()
  t.strictSame(await sandbox.setBalance(100_000), { company_id: 1, balance: 100_000 })

  t.test(
    'amount and fee are taken at once, and come back (transfers.status.balance)',
    async (t) => {
      const id = await transferred(api, agent, { account_number: '9110' })
      t.equal((await sandbox.balance()).balance, 85_000)
      await sandbox.decideDisbursement(id, { status: 'CANCELLED' })
      t.equal((await sandbox.balance()).balance, 100_000)
      const done = await transferred(api, agent)
      await sandbox.waitFor({ disbursementId: done, status: 'DONE' })
      t.equal((await sandbox.balance()).balance, 85_000)
      await transfer(api, agent, { amount: '1' })
      t.equal((await sandbox.balance()).balance, 85_000)
    },
  )

  t.test('a reset gives back what a company begins with', async (t) => {
    const company = await sandbox.createCompany({ balance: 7 })
    await company.setBalance(3)
    t.equal(await company.balance(), 3)
    await company.reset()
    t.equal(await company.balance(), 7)
  })

  await refuses(
    t,
    sandbox.setBalance(900_000_000_000_000),
    400,
    /^With what is pending \(\d+\), the balance could come to more than 900000000000000 rupiah/,
  )
  await refuses(t, sandbox.setBalance(-1), 400, /"balance" must be a whole number/)
})
