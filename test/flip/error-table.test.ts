import t from 'tap'
import { FLIP_ERRORS } from '../../src/kyc/refusals.js'
import { card, png } from '../helpers/images.js'
import { AGENTS, KYC, magic, open, type Reply, someAgent } from '../helpers/sandbox.js'

/**
 * Every code of the contract's section 5, provoked over HTTP: status, code with its message, and a hint.
 * The few that only a scenario can cause are caused by one.
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
    t.equal(reply.status, status, name)
    t.match(reply.body.errors[0], { code, message: FLIP_ERRORS[code].message }, name)
    t.match(reply.hint, /^[\x20-\x7e]+[.]$/, `${name}: one plain sentence`)
  }
})

t.test('what a scenario makes fail has changed nothing, and succeeds the next time', async (t) => {
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
})
