import t from 'tap'
import { FLIP_ERRORS } from '../../src/kyc/refusals.js'
import { card, png } from '../helpers/images.js'
import { AGENTS, KYC, magic, open, type Reply, someAgent } from '../helpers/sandbox.js'

/**
 * Every code of the table, provoked over HTTP: status, code with its message, and a hint. The few that only a
 * scenario can cause are caused by one (errors.scripted-codes).
 */
t.test('the table of errors', async (t) => {
  const { api, sandbox } = await open(t)
  const rejected = await api.decided(magic('9917'), 'REJECTED')
  const used = someAgent()
  await api.create(used)
  const exhausted = await sandbox.createCompany({ maxRepairs: 0, scenario: 'always-rejected-17' })
  const worn = await api.of(exhausted).decided({}, 'REJECTED')
  const update = (id: number) => api.form('PUT', `${AGENTS}/agents/${id}`)

  const provoked: Record<string, () => Promise<Reply>> = {
    '1001 422': async () =>
      api.form('PUT', `${KYC}/users/${await api.newAgent()}/identities`, { user_type: '1' }),
    '1002 422': () => api.get(`${KYC}/cities?user_type=1&province_id=99`),
    '1011 404': () => api.submit(999_999),
    '1092 422': () => update(rejected),
    '2001 422': () => api.create({ name: 'x'.repeat(51) }),
    '2002 422': () => api.create({ identity_number: used['identity_number'] as string }),
    '2003 422': () => api.create({ address: 'Jl. #1' }),
    '2004 422': () => api.create({ name: 'Zoë' }),
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
    Object.keys(FLIP_ERRORS).sort(),
    'no code is left out',
  )
  for (const [name, provoke] of Object.entries(provoked)) {
    const [code, status] = name.split(' ').map(Number) as [keyof typeof FLIP_ERRORS, number]
    const reply = await provoke()
    const { message } = FLIP_ERRORS[code]
    t.equal(reply.status, status, `${name} (errors.kyc-host.status)`)
    t.match(reply.body.errors[0], { code, message }, `${name} (errors.code-${code})`)
    if (reply.body.code !== 'VALIDATION_ERROR') {
      const shape = { errors: [{ code, message }] }
      t.strictSame(reply.body, shape, `${name}: nothing else (errors.kyc-host.shape, errors.hint)`)
    }
    t.match(reply.hint, /^[\x20-\x7e]+[.]$/, `${name}: one plain sentence (errors.hint)`)
  }
})

t.test('a code has one message on both hosts (errors.same-messages)', async (t) => {
  const { api } = await open(t)
  const used = someAgent()
  await api.create(used)
  const id = await api.decided(magic('9910'), 'REJECTED')
  for (const [fields, code] of [
    [{ name: 'x'.repeat(51) }, 2001],
    [{ name: 'Zoë' }, 2004],
    [{ address: 'Jalan Contoh #1' }, 2003],
    [{ birth_date: 'x' }, 1002],
  ] as const) {
    const [created] = (await api.create(fields)).body.errors
    const [repaired] = (await api.repair(id, fields)).body.errors
    t.strictSame([created.code, repaired.code], [code, code])
    t.equal(created.message, repaired.message, created.message)
  }
})

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
