import t from 'tap'
import type { CoverageGroup, CoverageReport } from '../../src/client.js'
import { whatThereIs } from '../../src/coverage/what-there-is.js'
import { ALL_ENDPOINTS } from '../../src/flip/routes.js'
import { AGENTS_ERRORS, KYC_ERRORS } from '../../src/kyc/error-codes.js'
import { readCatalogue } from '../../src/scenarios/catalogue.js'
import { TRANSFER_ERRORS } from '../../src/transfers/error-codes.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { AGENTS, KYC, magic, open } from '../helpers/sandbox.js'
import { inquire, transfer, transferred, V3 } from '../helpers/transfers.js'

/** The names that a report has as met, of one group. */
function met({ groups }: CoverageReport, name: CoverageGroup['name']): string[] {
  const group = groups.find((one) => one.name === name) as CoverageGroup
  return group.items.filter(({ times }) => times > 0).map((item) => item.name)
}

t.test('what there is comes from the tables', async (t) => {
  const { sandbox } = await open(t)
  const report = await sandbox.coverage()
  const names = (name: CoverageGroup['name']) =>
    (report.groups.find((group) => group.name === name) as CoverageGroup).items.map(
      (item) => item.name,
    )

  t.test('every endpoint', async (t) => {
    t.ok(names('endpoints').includes('GET /get-disbursement'))
    t.strictSame(
      names('endpoints'),
      ALL_ENDPOINTS.map(({ method, path }) => `${method} ${path}`),
    )
    const more = [...ALL_ENDPOINTS, { method: 'GET', path: '/users/:id/documents' }]
    const [endpoints] = whatThereIs(more, [])
    t.match(endpoints?.items.at(-1), { name: 'GET /users/:id/documents' }, 'a new one as well')
  })

  t.test('every error code of the three tables that Flip documents', async (t) => {
    t.strictSame(names('transfer_errors'), Object.keys(TRANSFER_ERRORS))
    t.strictSame(names('agents_errors'), Object.keys(AGENTS_ERRORS))
    const own = ['413', '415']
    t.strictSame(
      names('kyc_errors'),
      Object.keys(KYC_ERRORS).filter((code) => !own.includes(code)),
    )
  })

  t.test('what can become of money, with the account that leads there', async (t) => {
    t.strictSame(names('transfer_statuses'), ['PENDING', 'DONE', 'CANCELLED'])
    t.strictSame(names('bank_statuses'), ['OPERATIONAL', 'DISTURBED', 'HEAVILY_DISTURBED'])
    const item = (group: CoverageGroup['name'], name: string) =>
      report.groups.find((one) => one.name === group)?.items.find((one) => one.name === name)
    t.match(item('cancel_reasons', 'INACTIVE_ACCOUNT'), { about: 'account_number *9101' })
    t.match(item('cancel_reasons', 'EXCEEDED_TRANSACTION_AMOUNT_LIMIT'), { about: null })
    t.match(item('inquiry_statuses', 'CLOSED'), { about: 'account_number *9205', scenario: null })
  })

  t.test('a new scenario is offered for what it leads to', async (t) => {
    const [manual] = [...readCatalogue(null).values()].filter(({ name }) => name === 'manual')
    const scenario = { ...(manual as NonNullable<typeof manual>), name: 'x', answers: {} }
    const groups = whatThereIs([], [{ ...scenario, answers: { submit: [refusal(4011)] } }])
    const codes = groups.find(({ name }) => name === 'kyc_errors')?.items
    t.match(
      codes?.find(({ name }) => name === '4011'),
      { scenario: 'x' },
    )
  })

  t.test('what leads there: a scenario to arm, or a fault to set', async (t) => {
    const offered = (group: CoverageGroup['name'], item: string) => {
      const items = report.groups.find(({ name }) => name === group)?.items
      const { scenario, fault } = items?.find(({ name }) => name === item) ?? {}
      return scenario ?? fault ?? null
    }
    t.equal(offered('reasons', '17'), 'rejected-17')
    t.equal(offered('remedies', 'selfie'), 'rejected-23')
    t.equal(offered('kyc_statuses', 'SUSPICIOUS'), 'suspicious')
    t.equal(offered('kyc_statuses', 'UPLOAD_IDENTITY_FAILED'), 'image-failed')
    t.equal(offered('kyc_errors', '503'), 'submit-503')
    t.equal(offered('kyc_errors', '4014'), 'image-not-similar')
    t.equal(offered('kyc_errors', '4010'), null)
    t.equal(offered('callback_faults', 'twice'), 'callback-twice')
    t.equal(offered('callback_outcomes', 'dropped'), 'callback-dropped')
    t.strictSame(offered('call_faults', 'upload-cut'), { nth: 1, fault: 'upload-cut' })
    const all = (await sandbox.scenarios()).items.map(({ name }) => name)
    for (const { items } of report.groups)
      for (const { scenario } of items) t.ok(scenario === null || all.includes(scenario))
  })
})

function refusal(code: 4011) {
  return { status: null, code, fault: null, after: 0 }
}

t.test('GET /_sandbox/coverage counts what happens', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const mine = api.of(company)
  const other = await sandbox.createCompany()

  t.match(await sandbox.coverage(), { company_id: null, covered: 0, percent: 0, unused: [] })

  await t.test('endpoints that answered with success, statuses and callbacks', async (t) => {
    await mine.decided()
    await sandbox.waitFor({ companyId: company.id, idle: true })
    const report = await company.coverage()
    t.equal(report.company_id, company.id)
    t.strictSame(met(report, 'endpoints'), [
      'POST /agents',
      'PUT /users/:id/identities',
      'PUT /users/:id/submit',
    ])
    t.strictSame(met(report, 'kyc_statuses'), [
      'BASIC_DATA',
      'UPLOAD_IDENTITY_SUCCESS',
      'UPLOAD_IDENTITY_SELFIE_PROGRESS',
      'UPLOAD_IDENTITY_SELFIE_SUCCESS',
      'PENDING',
      'APPROVED',
    ])
    t.strictSame(met(report, 'callback_outcomes'), ['delivered'])
    t.equal(report.covered, 10)
  })

  await t.test('error codes of each host, the key of nobody in the report over all', async (t) => {
    await mine.create({ name: '!', gender: 'x' })
    await mine.submit(999)
    await mine.get(`${KYC}/nowhere`)
    await fetch(`${sandbox.url}${KYC}/countries`)
    const report = await company.coverage()
    t.strictSame(met(report, 'agents_errors'), ['1041', '2004'])
    t.strictSame(met(report, 'kyc_errors'), ['1011'])
    t.strictSame(met(await sandbox.coverage(), 'kyc_errors'), ['401', '404', '1011'])
    t.notOk(met(report, 'endpoints').includes('GET /countries'))
  })

  await t.test('money: errors, statuses, reasons, inquiries and banks', async (t) => {
    const paying = await sandbox.createCompany()
    const its = api.of(paying)
    const agent = await its.decided()
    const before = await paying.coverage()
    t.strictSame(met(before, 'transfer_errors'), [])
    await inquire(its, '9205')
    await transferred(its, agent, { account_number: '9102' })
    await transferred(its, agent)
    await transfer(its, agent, { amount: '1' }, { 'idempotency-key': 'a' })
    await transfer(its, agent, { account_number: '9205' })
    await its.get(`${V3}/get-disbursement?idempotency-key=b`)
    await paying.setBankStatus('bca', 'DISTURBED')
    await paying.waitFor({ idle: true })
    const report = await paying.coverage()
    t.strictSame(met(report, 'transfer_errors'), ['1021', '1027', '1073'])
    t.strictSame(met(report, 'agents_errors'), [], 'they are not those of the host')
    t.strictSame(met(report, 'transfer_statuses'), ['PENDING', 'DONE', 'CANCELLED'])
    t.strictSame(met(report, 'cancel_reasons'), ['NOT_REGISTERED_ACCOUNT'])
    t.strictSame(met(report, 'inquiry_statuses'), ['PENDING', 'CLOSED'])
    t.strictSame(met(report, 'bank_statuses'), ['DISTURBED'])
  })

  await t.test('a callback that is sent again counts when it has ended', async (t) => {
    let calls = 0
    const { url } = await receiver(t, () => (++calls === 2 ? 200 : 500))
    const paying = await sandbox.createCompany({ disbursementCallbackUrl: url })
    const its = api.of(paying)
    const agent = await its.decided()
    await paying.waitFor({ idle: true })
    await paying.clearCoverage()
    const outcomes = async () =>
      (await paying.coverage()).groups
        .filter(({ name }) => name === 'callback_outcomes')
        .flatMap(({ items }) => items.map(({ name, times }) => `${name} ${times}`))
        .slice(0, 2)
    await transferred(its, agent)
    await paying.clock.advance('1s')
    t.strictSame([calls, await outcomes()], [1, ['delivered 0', 'failed 0']])
    await paying.clock.advance('2m')
    t.strictSame([calls, await outcomes()], [2, ['delivered 1', 'failed 0']])
    await transferred(its, agent)
    await paying.clock.advance('11m')
    t.strictSame([calls, await outcomes()], [8, ['delivered 1', 'failed 1']])
  })

  await t.test('reasons and remedies', async (t) => {
    const photo = await mine.decided(magic('9914'), 'REJECTED')
    await mine.repairPhoto(photo)
    const selfie = await mine.decided(magic('9923'), 'REJECTED')
    await mine.repairSelfie(selfie)
    const data = await mine.decided(magic('9910'), 'REJECTED')
    await mine.repair(data, { name: 'Budi' })
    const failed = await mine.uploaded(magic('9816'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
    await mine.documents(failed)
    const report = await company.coverage()
    t.strictSame(met(report, 'reasons'), ['10', '14', '16', '23'])
    t.strictSame(met(report, 'remedies'), ['data', 'photo', 'selfie', 'documents'])
  })

  await t.test('what becomes of callbacks, and what goes wrong with them', async (t) => {
    const { url } = await receiver(t, 500)
    const failing = await sandbox.createCompany({ callbackUrl: url })
    const its = api.of(failing)
    for (const number of ['9401', '9402', '9403', '9405', '9406', '9407']) {
      await its.decided(magic(number))
      await failing.waitFor({ idle: true })
    }
    const { id } = await failing.sendCallback({ data: {}, after: '1h' })
    await sandbox.cancelCallback(id)
    const report = await failing.coverage()
    t.strictSame(met(report, 'callback_outcomes'), ['failed', 'dropped', 'cancelled'])
    t.strictSame(met(report, 'callback_faults'), [
      'twice',
      'wrong-token',
      'dropped',
      'cut-body',
      'after-next',
      'connection-closed',
    ])
    await failing.delete()
  })

  await t.test('faults of calls, by a scenario or set', async (t) => {
    const reset = await mine.uploaded(magic('9304'))
    await t.rejects(mine.submit(reset))
    await company.setFaults([{ fault: 'ip-not-whitelisted', nth: 1 }])
    await mine.get(`${AGENTS}/agents/1`)
    await company.setFaults([{ fault: 'upload-cut', nth: 1 }])
    await t.rejects(mine.upload(reset))
    await company.clearFaults()
    t.strictSame(met(await company.coverage(), 'call_faults'), [
      'connection-reset',
      'upload-cut',
      'ip-not-whitelisted',
    ])
  })

  t.test('each company by itself', async (t) => {
    t.match(await other.coverage(), { covered: 0, company_id: other.id })
    await refuses(t, sandbox.coverage({ companyId: 99 }), 404, /company 99/)
    await refuses(t, sandbox.call('GET', '/coverage', { company: 1 }), 400, /"company"/)
  })
})

t.test('a callback that waits in vain for a newer one is no fault that came about', async (t) => {
  const { sandbox, api } = await open(t)
  await sandbox.next('callback-after-next')
  await api.uploaded()
  await sandbox.clock.advance('10s')
  await sandbox.waitFor({ idle: true })
  t.strictSame(met(await sandbox.coverage(), 'callback_faults'), [])
  await api.submit(1)
  await sandbox.waitFor({ idle: true })
  t.strictSame(met(await sandbox.coverage(), 'callback_faults'), ['after-next'])
})

t.test('what was prepared and never used is listed by name', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const mine = api.of(company)
  const unused = async (scope = {}) =>
    (await sandbox.coverage(scope)).unused
      .map(({ kind, name, times }) => `${kind} ${name} ${times}`)
      .sort()

  t.test('armed scenarios', async (t) => {
    await company.next('rejected-17')
    t.strictSame(await unused(), ['armed-scenario rejected-17 1'], 'while it is armed')
    await sandbox.clearCoverage()
    t.strictSame(await unused(), ['armed-scenario rejected-17 1'], 'begun anew, and armed still')
    await mine.create()
    t.strictSame(await unused(), [], 'an agent follows it')
    await company.next('rejected-17', { times: 2 })
    await company.next('rejected-17')
    await sandbox.disarm({ companyId: company.id })
    t.strictSame(await unused(), ['armed-scenario rejected-17 2'], 'armed three times, used once')
    await company.next('pending')
    await company.reset()
    t.strictSame(await unused({ companyId: company.id }), [
      'armed-scenario pending 1',
      'armed-scenario rejected-17 2',
    ])
    await sandbox.clearCoverage()
  })

  t.test('faults that never struck', async (t) => {
    const submit = { method: 'PUT', path: '/users/:id/submit', status: 503 } as const
    await company.setFaults([submit, { nth: 2, latency: '1ms' }])
    t.strictSame(await unused(), [
      'fault PUT /users/:id/submit: 503 1',
      'fault any call, call 2: late 1',
    ])
    await mine.get(`${AGENTS}/agents/1`)
    t.equal((await unused()).length, 2, 'a call that it only counted')
    await mine.get(`${AGENTS}/agents/1`)
    t.strictSame(await unused(), ['fault PUT /users/:id/submit: 503 1'])
    await company.setFaults([submit, { path: '/countries', fault: 'no-answer' }])
    await sandbox.setFaults([{ path: '/cities', status: 500 }])
    t.strictSame(
      await unused(),
      [
        'fault /cities: 500 1',
        'fault /countries: no-answer 1',
        'fault PUT /users/:id/submit: 503 1',
      ],
      'one for all companies takes the place of each one’s own',
    )
    await sandbox.clearFaults()
    await sandbox.clearCoverage()
    t.strictSame(await unused(), [])
  })

  t.test('added scenarios', async (t) => {
    const mineOnly = { name: 'mine', description: 'x' }
    await company.addScenario(mineOnly)
    await company.addScenario(mineOnly)
    await sandbox.addScenario({ name: 'ours', description: 'x' })
    await sandbox.addScenario({ name: 'nobodys', description: 'x' })
    await company.next('ours')
    const id = await mine.newAgent()
    t.strictSame(await unused(), ['added-scenario mine 1', 'added-scenario nobodys 1'])
    await sandbox.setScenario(id, 'mine')
    t.strictSame(await unused(), ['added-scenario nobodys 1'])
    await company.removeScenario('mine')
    await sandbox.removeScenario('nobodys')
    t.strictSame(await unused(), ['added-scenario nobodys 1'])
    await sandbox.clearCoverage()
  })

  t.test('of as many names as are kept; of further ones, how many', async (t) => {
    const faults = Array.from({ length: 510 }, (_, n) => ({ path: `/agents/${n}`, status: 500 }))
    await company.setFaults(faults)
    await company.clearFaults()
    const { unused: listed, unlisted } = await company.coverage()
    t.strictSame([listed.length, unlisted], [500, 10])
    await company.setFaults([{ path: '/agents/'.padEnd(200, 'x'), status: 500 }])
    await company.clearFaults()
    t.equal((await sandbox.coverage()).unlisted, 11)
  })
})

t.test('it is kept until it is cleared', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  await api.of(company).decided()
  await company.next('pending')
  await sandbox.waitFor({ idle: true })
  const before = await sandbox.coverage()

  await t.test('across a reset', async (t) => {
    await company.reset()
    t.strictSame(await sandbox.coverage(), before)
    await sandbox.reset()
    t.strictSame(await sandbox.coverage(), before)
  })

  await t.test('across the end of its company', async (t) => {
    await company.delete()
    t.strictSame(await sandbox.coverage(), before)
  })

  await t.test('across an import, of which it is no part', async (t) => {
    const document = await sandbox.export()
    t.notMatch(JSON.stringify(document), /coverage/)
    await sandbox.import(document)
    t.strictSame(await sandbox.coverage(), before)
  })

  await t.test('nor does a case count that is added with its scenario', async (t) => {
    const elsewhere = await open(t)
    await elsewhere.sandbox.addScenario({ name: 'theirs', description: 'x' })
    await elsewhere.sandbox.next('theirs')
    const id = await elsewhere.api.newAgent()
    await sandbox.add(await elsewhere.sandbox.export({ agentId: id }))
    t.strictSame(await sandbox.coverage(), before)
  })

  await t.test('of one company, or of all', async (t) => {
    const another = await sandbox.createCompany()
    await api.of(another).create()
    await api.create()
    await sandbox.clearCoverage({ companyId: another.id })
    t.equal((await another.coverage()).covered, 0)
    t.equal((await sandbox.coverage()).covered, before.covered)
    await sandbox.clearCoverage()
    t.match(await sandbox.coverage(), { covered: 0, percent: 0, unused: [] })
  })
})

t.test('a call that ends after its company counts with those that are gone', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  await company.setFaults([{ fault: 'no-answer', path: '/agents' }])
  const hanging = api.of(company).create()
  await sandbox.waitFor({ companyId: company.id, kycStatus: 'BASIC_DATA' }).catch(() => {})
  await company.delete()
  await t.rejects(hanging)
  t.strictSame(met(await sandbox.coverage(), 'call_faults'), ['no-answer'])
})
