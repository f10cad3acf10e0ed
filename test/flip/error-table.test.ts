import t from 'tap'
import { AGENTS_ERRORS, KYC_ERRORS } from '../../src/kyc/error-codes.js'
import { card, png } from '../helpers/images.js'
import { AGENTS, KYC, magic, open, type Reply, someAgent } from '../helpers/sandbox.js'

/**
 * Every code of the table, provoked over HTTP: status, code with its message, and a hint. The few that only a
 * scenario can cause are caused by one (errors.scripted-codes).
 */
t.test('the table of errors of the KYC host (errors.two-lists)', async (t) => {
  const { api, sandbox } = await open(t)
  const rejected = await api.decided(magic('9917'), 'REJECTED')
  const used = someAgent()
  await api.create(used)
  const exhausted = await sandbox.createCompany({ maxRepairs: 0, scenario: 'always-rejected-17' })
  const worn = await api.of(exhausted).decided({}, 'REJECTED')
  const scripted = await api.uploaded()
  await sandbox.addScenario({
    name: 'duplicate',
    description: 'Answers what no call causes.',
    answers: { submit: [{ code: 2002 }] },
  })
  await sandbox.setScenario(scripted, 'duplicate')

  const provoked: Record<string, () => Promise<Reply>> = {
    '1001 422': async () =>
      api.form('PUT', `${KYC}/users/${await api.newAgent()}/identities`, { user_type: '1' }),
    '1002 422': () => api.get(`${KYC}/cities?user_type=1&province_id=99`),
    '1011 404': () => api.submit(999_999),
    '2001 422': () => api.repair(rejected, { name: 'x'.repeat(51) }),
    '2002 422': () => api.submit(scripted),
    '2003 422': () => api.repair(rejected, { address: 'Jalan Contoh #1' }),
    '2004 422': () => api.repair(rejected, { name: 'Zoë' }),
    '4001 422': async () => api.upload(await api.newAgent(), { selfie: '7' }),
    '4002 422': () => api.submit(1, { user_type: '2' }),
    '4003 422': () => api.documents('abc'),
    '4004 422': async () => api.upload(await api.newAgent(), { identity_type: '1243564789875643' }),
    '4006 422': () => api.repairSelfie(rejected),
    '4007 422': async () =>
      api.upload(await api.newAgent(), { image: card(png(256, 256, 2_000_000)) }),
    '4008 422': async () =>
      api.upload(await api.newAgent(), { image: card(Buffer.from('GIF89a')) }),
    '4009 422': async () =>
      api.upload(await api.newAgent(), { image: card(png().subarray(0, 60)) }),
    '4010 422': async () => api.submit(await api.newAgent()),
    '4011 422': () => api.of(exhausted).repairPhoto(worn),
    '4012 422': () => api.repair(rejected, { identity_number: used['identity_number'] as string }),
    '4013 422': () => api.documents(rejected, { unknown: card() }),
    '4014 422': async () => api.upload(await api.newAgent(magic('9201'))),
    '4015 422': async () => api.upload(await api.newAgent(magic('9202'))),
    '400 400': () => api.submit('abc'),
    '401 401': () =>
      api.send('PUT', `${KYC}/users/1/submit`, { headers: { authorization: 'Basic eDo=' } }),
    '403 403': () => api.submit(1, {}),
    '404 404': () => api.get(`${KYC}/nothing`),
    '413 413': () => api.submit(1, { user_type: '1'.repeat(1_100_000) }),
    '415 415': () =>
      api.send('PUT', `${KYC}/users/1/submit`, {
        body: '{}',
        headers: { 'content-type': 'application/json' },
      }),
    '500 500': async () => api.submit(await api.uploaded(magic('9301'))),
    '503 503': async () => api.submit(await api.uploaded(magic('9302'))),
  }

  t.strictSame(
    Object.keys(provoked)
      .map((name) => name.split(' ')[0])
      .sort(),
    Object.keys(KYC_ERRORS).sort(),
    'no code is left out',
  )
  for (const [name, provoke] of Object.entries(provoked)) {
    const [code, status] = name.split(' ').map(Number) as [keyof typeof KYC_ERRORS, number]
    const reply = await provoke()
    const { message } = KYC_ERRORS[code]
    t.equal(reply.status, status, `${name} (errors.kyc-host.status)`)
    t.match(reply.body.errors?.[0], { code, message }, `${name} (errors.code-${code})`)
    const shape = { errors: [{ code, message }] }
    t.strictSame(reply.body, shape, `${name}: nothing else (errors.kyc-host.shape, errors.hint)`)
    t.match(reply.hint, /^[\x20-\x7e]+[.]$/, `${name}: one plain sentence (errors.hint)`)
  }
})

t.test(
  'a missing user_type is 403 (errors.user-type-missing), an id that is no number 400 in a path and 4003 in a form (errors.id-not-a-number)',
  async (t) => {
    const { api } = await open(t)
    const code = ({ status, body }: Reply) => [status, body.errors[0].code]
    t.strictSame(code(await api.submit(1, {})), [403, 403])
    t.strictSame(code(await api.submit('abc')), [400, 400])
    t.strictSame(code(await api.documents('abc')), [422, 4003])
  },
)

t.test('the table of errors of the agents host (errors.two-lists)', async (t) => {
  const { api } = await open(t)
  const rejected = await api.decided(magic('9917'), 'REJECTED')
  const used = someAgent()
  await api.create(used)

  const provoked: Record<keyof typeof AGENTS_ERRORS, () => Promise<Reply>> = {
    1001: () => api.create({ name: '' }),
    1020: () => api.create({ city_id: 'Depok' }),
    1039: () => api.create({ birth_date: '1998-06-04' }),
    1040: () => api.create({ birth_date: '29-02-2023' }),
    1041: () => api.create({ city_id: '99999' }),
    1092: () => api.form('PUT', `${AGENTS}/agents/${rejected}`),
    2001: () => api.create({ name: 'x'.repeat(51) }),
    2002: () => api.create({ phone_number: used['phone_number'] as string }),
    2003: () => api.create({ address: 'Jl. #1' }),
    2004: () => api.create({ name: 'Zoë' }),
  }
  for (const [code, { message }] of Object.entries(AGENTS_ERRORS)) {
    const { status, body, hint } = await provoked[Number(code) as keyof typeof AGENTS_ERRORS]()
    t.equal(status, 422)
    const [{ attribute, ...error }] = body.errors
    t.type(attribute, 'string')
    t.strictSame(
      [body.code, body.errors.length, error],
      [
        'VALIDATION_ERROR',
        1,
        { code: Number(code), message: message.replace('at least/at most N', 'at most 50') },
      ],
      `${code} (errors.agents-host.code-${code}, errors.code-${code})`,
    )
    t.match(hint, /^[\x20-\x7e]+[.]$/, `${code}: one plain sentence (errors.hint)`)
  }
})

t.test(
  'the message of a length names the bound that it is beyond (errors.agents-host.bound)',
  async (t) => {
    const { api } = await open(t)
    for (const [attribute, value, bound] of [
      ['name', 'x'.repeat(51), 'at most 50'],
      ['identity_number', '1'.repeat(17), 'at most 16'],
      ['identity_number', '1'.repeat(21), 'at most 16'],
      ['birth_place', 'x'.repeat(256), 'at most 255'],
      ['address', 'x'.repeat(301), 'at most 300'],
      ['phone_number', '0123456', 'at least 8'],
      ['phone_number', `0${'1'.repeat(24)}`, 'at most 24'],
      ['phone_number', '+12345678', 'at least 10'],
      ['phone_number', `+${'1'.repeat(26)}`, 'at most 26'],
    ] as const) {
      const [error] = (await api.create({ [attribute]: value })).body.errors
      t.equal(error.message, `The related attribute should contain ${bound} of characters`)
    }
    const passport = { identity_type: 'passport', identity_number: '1'.repeat(21) }
    t.match((await api.create(passport)).body.errors[0].message, /at most 20/)
  },
)

t.test(
  'the same mistake has a code of each host (errors.agents-host.cases, errors.two-lists)',
  async (t) => {
    const { api } = await open(t)
    const used = someAgent()
    await api.create(used)
    const id = await api.decided(magic('9910'), 'REJECTED')
    for (const [attribute, value, agents, kyc] of [
      ['city_id', 'x', 1020, 1002],
      ['city_id', '99999', 1041, 1002],
      ['occupation', 'pilot', 1041, 1002],
      ['birth_date', '1/2/2000', 1039, 1002],
      ['birth_date', '31-04-2000', 1040, 1002],
      ['birth_date', '01-01-9999', 1040, 1002],
      ['name', 'x'.repeat(51), 2001, 2001],
      ['identity_number', used['identity_number'] as string, 2002, 4012],
      ['address', 'Jalan Contoh #1', 2003, 2003],
      ['name', 'Zoë', 2004, 2004],
    ] as const) {
      const [created] = (await api.create({ [attribute]: value })).body.errors
      const [repaired] = (await api.repair(id, { [attribute]: value })).body.errors
      t.strictSame([created.code, repaired.code], [agents, kyc], `${attribute}=${value}`)
      t.not(created.message, repaired.message)
    }
  },
)

t.test(
  'what a scenario makes fail has changed nothing, and succeeds the next time (faults.scenario.effect)',
  async (t) => {
    const { api, sandbox } = await open(t)
    for (const ending of ['9301', '9302']) {
      const id = await api.uploaded(magic(ending))
      await api.submit(id)
      t.match(await sandbox.agent(id), {
        kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS',
        submitted_at: null,
      })
      t.equal((await api.submit(id)).status, 200)
      await api.settled(id, 'APPROVED')
    }
    for (const ending of ['9201', '9202']) {
      const id = await api.newAgent(magic(ending))
      await api.selfie(id)
      await api.upload(id)
      t.match(await sandbox.agent(id), { kyc_status: 'BASIC_DATA', images: { identity: null } })
      await api.upload(id)
      await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    }
  },
)

t.test(
  'a scenario makes nothing fail that fails anyway (faults.scenario.of-success)',
  async (t) => {
    const { api } = await open(t)
    const id = await api.newAgent(magic('9301'))
    t.equal((await api.submit(id)).body.errors[0].code, 4010, 'before its images have passed')
    await api.upload(id)
    await api.selfie(id)
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    t.equal((await api.submit(id, {})).status, 403, 'without user_type')
    t.equal((await api.submit(id)).status, 500, 'what was scripted has not been used up')
  },
)
