import t from 'tap'
import {
  REJECTION_REASON_CODES,
  remediesOf,
  remedyFits,
} from '../../../src/kyc/rejection-reasons.js'
import { card, png } from '../../helpers/images.js'
import { type Api, KYC, magic, open, type Reply, someAgent } from '../../helpers/sandbox.js'

const code = ({ body }: Reply) => body.errors?.[0]?.code ?? null

t.test('PUT /users/:id/repair accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test('one attribute, answers the whole record, and leads to a new decision', async (t) => {
    const fields = someAgent({ ...magic('9910'), birth_date: '04-06-1998' })
    const id = await api.decided(fields, 'REJECTED')
    const { status, body } = await api.repair(id, { name: 'Mended' })
    t.equal(status, 200)
    t.strictSame(Object.keys(body), [
      'user_id',
      'user_type',
      'name',
      'birth_place',
      'birth_date',
      'gender',
      'status',
      'basic_data_filled',
      'identity_type',
      'nik',
      'passport_number',
      'occupation',
      'country_id',
      'province_id',
      'city_id',
      'district_id',
      'address',
      'residence_country_id',
      'residence_province_id',
      'residence_city_id',
      'residence_district_id',
      'residence_address',
      'created_at',
      'updated_at',
    ])
    t.match(body, {
      user_id: id,
      user_type: 1,
      name: 'Mended',
      birth_date: '1998-06-04T00:00:00+07:00',
      gender: 2,
      status: 20,
      basic_data_filled: true,
      identity_type: 1,
      nik: fields['identity_number'],
      passport_number: null,
    })
    await api.settled(id, 'APPROVED')
  })

  t.test('every attribute there is, in its own notation', async (t) => {
    const id = await api.decided(magic('9910'), 'REJECTED')
    const { status, body } = await api.multipart('PUT', `/kyc/api/v1/users/${id}/repair`, {
      user_type: '1',
      name: 'New Name',
      identity_type: '2',
      identity_number: 'P1234567890123456789',
      birth_date: '01-01-2000',
      birth_place: 'Depok',
      country_id: '2',
      province_id: '12',
      city_id: '184',
      district_id: '1234',
      address: 'Jalan Contoh 1',
      gender: '1',
      occupation: 'company',
      residence_country_id: '1',
      residence_province_id: '1',
      residence_city_id: '1',
      residence_district_id: '1',
      residence_address: 'Jalan Contoh 2',
    })
    t.equal(status, 200)
    t.match(body, {
      gender: 1,
      identity_type: 2,
      nik: null,
      passport_number: 'P1234567890123456789',
      occupation: 'COMPANY',
      residence_city_id: 1,
    })
    t.match((await sandbox.agent(id)).data, {
      identity_type: 'passport',
      gender: 'male',
      district_id: 1234,
    })
  })
})

t.test('type and number are judged together, whichever is repaired', async (t) => {
  const { api, sandbox } = await open(t)
  const passport = (number: string) => ({ identity_type: 'passport', identity_number: number })
  const id = await api.decided(passport('P1234567890120009910'), 'REJECTED')
  const reply = await api.repair(id, { identity_type: '1' })
  t.strictSame([reply.status, code(reply)], [422, 2001], 'a KTP number has 16 characters at most')
  const mended = await api.repair(id, { identity_type: '1', identity_number: 'A1', gender: '2' })
  t.equal(mended.status, 200)
  t.match((await sandbox.agent(id)).data, {
    identity_type: 'ktp',
    gender: 'female',
    identity_number: 'A1',
  })
  const other = await api.decided(passport('P1234567890120019910'), 'REJECTED')
  t.equal((await api.repair(other, { name: 'Mended' })).status, 200)
})

t.test('PUT /users/:id/repair refuses, in this order', async (t) => {
  const { api } = await open(t)
  const other = someAgent()
  await api.create(other)
  const id = await api.decided(magic('9714'), 'REJECTED')
  const good = { name: 'x' }
  for (const [name, reply, status, expected] of [
    ['user_type', await api.repair('x', { user_type: '' }), 403, 403],
    ['the id', await api.repair('x', good), 400, 400],
    ['the agent', await api.repair(999, good), 404, 1011],
    ['nothing to repair', await api.repair(id, { email: 'a@b.id' }), 422, 1001],
    [
      'a value outside its enumeration',
      await api.repair(id, { gender: 'male', identity_type: 'ktp' }),
      422,
      1002,
    ],
    ['an address under 10 characters', await api.repair(id, { address: 'jakarta' }), 422, 2001],
    [
      'a number of another agent',
      await api.repair(id, { identity_number: other['identity_number'] as string }),
      422,
      4012,
    ],
    [
      'a KTP number that is too long',
      await api.repair(id, { identity_number: '1'.repeat(17) }),
      422,
      2001,
    ],
    ['the status', await api.repair(await api.newAgent(), good), 422, 4010],
    ['the reason', await api.repair(id, good), 422, 4006],
  ] as const) {
    t.equal(reply.status, status, name)
    t.equal(code(reply), expected, name)
  }
})

t.test('the remedy that fits the reason leads on, every other call is 4006', async (t) => {
  const { api } = await open(t)
  const remedies = {
    data: (id: number) => api.repair(id, { name: 'Mended' }),
    photo: (id: number) => api.repairPhoto(id),
    selfie: (id: number) => api.repairSelfie(id),
    documents: (id: number) => api.documents(id),
  }
  const walk = async (api: Api, reason: number, family: '98' | '99') => {
    const failed = family === '98' ? 'UPLOAD_IDENTITY_SELFIE_FAILED' : 'REJECTED'
    const make = () =>
      family === '98'
        ? api.uploaded(magic(`98${reason}`), failed)
        : api.decided(magic(`99${reason}`), failed)
    const id = await make()
    for (const [name, call] of Object.entries(remedies)) {
      if (remedyFits(name as keyof typeof remedies, reason as 10)) continue
      const reply = await call(id)
      t.strictSame(
        [reply.status, code(reply)],
        [422, 4006],
        `${family}${reason}: ${name} does not fit`,
      )
      t.match(
        reply.hint,
        remediesOf(reason as 10).some((one) => one === 'cx' || one === 'none')
          ? /no remedy/
          : /is mended by/,
      )
    }
    for (const [name, call] of Object.entries(remedies)) {
      if (!remedyFits(name as keyof typeof remedies, reason as 10)) continue
      const mended = await make()
      t.equal((await call(mended)).status, 200, `${family}${reason}: ${name} fits`)
      await api.settled(mended, family === '98' ? 'UPLOAD_IDENTITY_SELFIE_SUCCESS' : 'APPROVED')
    }
  }
  for (const reason of REJECTION_REASON_CODES) {
    await walk(api, reason, '99')
    await walk(api, reason, '98')
  }
})

t.test(
  'repairs are counted, documents are not: 4011 after three, then documents only',
  async (t) => {
    const { api, sandbox } = await open(t)
    const id = await api.decided(magic('9717'), 'REJECTED')
    for (let repair = 1; repair <= 3; repair++) {
      t.equal((await api.repairPhoto(id)).status, 200)
      await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED', idle: true })
    }
    const fourth = await api.repairPhoto(id)
    t.strictSame([fourth.status, code(fourth)], [422, 4011])
    t.match(fourth.hint, /used its 3 repairs/)
    t.equal((await api.documents(id)).status, 200)
    await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED', idle: true })
    t.equal((await api.documents(id)).status, 200)
    t.equal((await sandbox.agent(id)).repairs, 3)
  },
)

t.test('repairPhoto and repairSelfie replace the image and check it like an upload', async (t) => {
  const { api, sandbox } = await open(t)
  const id = await api.decided(magic('9923'), 'REJECTED')
  const before = (await sandbox.agent(id)).images
  t.equal(
    code(await api.multipart('PUT', `${KYC}/users/${id}/repairSelfie`, { user_type: '1' })),
    1001,
  )
  const path = `${KYC}/users/${id}/repairSelfie`
  const picture = png(300, 300)
  const sent = { user_type: '1', image: card(picture) }
  const { status, body } = await api.multipart('PUT', path, sent)
  t.equal(status, 200)
  t.strictSame(Buffer.from(await (await fetch(body.image_url)).arrayBuffer()), picture)
  const after = (await sandbox.agent(id)).images
  t.strictSame(after.identity, before.identity)
  t.equal(after.selfie?.url, body.image_url)
  t.not(after.selfie?.url, before.selfie?.url)
  t.equal(after.identity?.url, before.selfie?.url, 'the same bytes are kept once')
})

t.test('on leaving REJECTED the reason is cleared', async (t) => {
  const { api, sandbox } = await open(t, { callbackDelay: '1h' })
  await sandbox.clock.freeze()
  const id = await api.newAgent(magic('9914'))
  await api.upload(id)
  await api.selfie(id)
  await sandbox.clock.advance('1h')
  await api.submit(id)
  await sandbox.clock.advance('1h')
  t.match(await sandbox.agent(id), { kyc_status: 'REJECTED', rejected_reason_code: 14 })
  await api.repairPhoto(id)
  t.match(await sandbox.agent(id), {
    kyc_status: 'PENDING',
    rejected_reason_code: null,
    rejected_reason: '',
  })
  const again = await api.repairPhoto(id)
  t.equal(code(again), 4010, 'while the check is under way')
})
