import t from 'tap'
import {
  REJECTION_REASON_CODES,
  remediesOf,
  remedyFits,
} from '../../../src/kyc/rejection-reasons.js'
import { card, png } from '../../helpers/images.js'
import { KYC, magic, open, type Reply, someAgent } from '../../helpers/sandbox.js'

const code = ({ body }: Reply) => body.errors?.[0]?.code ?? null

t.test('PUT /users/:id/repair accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'one attribute (kyc.repair.attributes) as an urlencoded form (bodies.of-repair), answers the whole record, and leads to a new decision (status.remedy.after-rejection)',
    async (t) => {
      const fields = someAgent({ ...magic('9910'), birth_date: '04-06-1998' })
      const id = await api.decided(fields, 'REJECTED')
      const { status, body } = await api.repair(id, { name: 'Mended' })
      t.equal(status, 200)
      t.strictSame(
        Object.keys(body),
        [
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
        ],
        'keys in their order (kyc.repair.answer)',
      )
      t.match(
        body,
        {
          user_id: id,
          user_type: 1,
          name: 'Mended',
          birth_date: '04-06-1998T00:00:00Z',
          gender: 2,
          status: 20,
          basic_data_filled: true,
          identity_type: 1,
          nik: fields['identity_number'],
          passport_number: null,
        },
        'values in their notation (kyc.repair.answer.birth-date, kyc.repair.answer.birth-date.midnight, kyc.repair.answer.numbers, kyc.repair.answer.status)',
      )
      await api.settled(id, 'APPROVED')
    },
  )

  t.test(
    'every attribute there is (kyc.repair.attributes), in its own notation (kyc.repair.numbers-for-words), as multipart (bodies.of-repair)',
    async (t) => {
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
      t.match(
        body,
        {
          gender: 1,
          identity_type: 2,
          nik: null,
          passport_number: 'P1234567890123456789',
          occupation: 'company',
          residence_city_id: 1,
        },
        'a passport number in its place (kyc.repair.answer.numbers), the occupation in lower case (kyc.repair.answer.occupation)',
      )
      t.match((await sandbox.agent(id)).data, {
        identity_type: 'passport',
        gender: 'male',
        occupation: 'COMPANY',
        district_id: 1234,
      })
    },
  )

  t.test('a blank, which repairs nothing (kyc.repair.blank)', async (t) => {
    const id = await api.decided(magic('9910'), 'REJECTED')
    const { body } = await api.repair(id, { name: 'Mended', birth_place: ' ', address: '' })
    t.match(body, { name: 'Mended', birth_place: 'jakarta', address: 'jakarta' })
  })

  t.test("the agent's own number (kyc.repair.own-number)", async (t) => {
    const fields = someAgent(magic('9910'))
    const id = await api.decided(fields, 'REJECTED')
    const own = { identity_number: fields['identity_number'] as string }
    t.equal((await api.repair(id, own)).status, 200)
  })

  t.test(
    'and dates with +07:00, in whole seconds (values.time.kyc-host, values.time.whole-seconds)',
    async (t) => {
      const company = await sandbox.createCompany()
      await company.clock.freeze('2100-02-18T05:03:32.999Z')
      const own = api.of(company)
      const id = await own.decided(magic('9910'), 'REJECTED')
      t.match((await own.repair(id, { name: 'Mended' })).body, {
        created_at: '2100-02-18T12:03:32+07:00',
        updated_at: '2100-02-18T12:03:32+07:00',
      })
    },
  )
})

t.test(
  'type and number are judged together, whichever is repaired (kyc.repair.type-and-number)',
  async (t) => {
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
  },
)

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
    [
      'nothing to repair (kyc.repair.something)',
      await api.repair(id, { email: 'a@b.id' }),
      422,
      1001,
    ],
    [
      'a value outside its enumeration (kyc.repair.numbers-for-words)',
      await api.repair(id, { gender: 'male', identity_type: 'ktp' }),
      422,
      1002,
    ],
    [
      'several attributes, the first of them alone (kyc.repair.first-attribute)',
      await api.repair(id, { address: '#', birth_date: 'x', name: 'Zoë' }),
      422,
      2004,
    ],
    [
      'an address under 10 characters (agents.create.address.shortest)',
      await api.repair(id, { address: 'jakarta' }),
      422,
      2001,
    ],
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

t.test(
  'the remedy that fits the reason leads on, every other call is 4006 (reasons.remedy-fits)',
  async (t) => {
    const { api } = await open(t)
    const remedies = {
      data: (id: number) => api.repair(id, { name: 'Mended' }),
      photo: (id: number) => api.repairPhoto(id),
      selfie: (id: number) => api.repairSelfie(id),
      documents: (id: number) => api.documents(id),
    }
    for (const reason of REJECTION_REASON_CODES) {
      const make = () => api.decided(magic(`99${reason}`), 'REJECTED')
      const id = await make()
      for (const [name, call] of Object.entries(remedies)) {
        if (remedyFits(name as keyof typeof remedies, reason)) continue
        const reply = await call(id)
        t.strictSame(
          [reply.status, code(reply)],
          [422, 4006],
          `${reason}: ${name} does not fit (reasons.${reason})`,
        )
        const hopeless = remediesOf(reason).some((one) => one === 'cx' || one === 'none')
        if (hopeless)
          t.match(reply.hint, /no remedy/, 'for good (reasons.no-call, reasons.no-call.refused)')
        else t.match(reply.hint, /is remedied by/)
      }
      for (const [name, call] of Object.entries(remedies)) {
        if (!remedyFits(name as keyof typeof remedies, reason)) continue
        const mended = await make()
        t.equal(
          (await call(mended)).status,
          200,
          `${reason}: ${name} fits (reasons.${reason}, reasons.either-remedy, reasons.documents-fit)`,
        )
        t.equal(
          (await api.settled(mended, 'APPROVED')).kyc_status,
          'APPROVED',
          'and leads on (status.remedy.after-rejection)',
        )
      }
    }
  },
)

t.test(
  'repairs are counted, documents are not: 4011 after three, then documents only (status.repairs.limit, status.repairs.counted)',
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
    const unfit = await api.repairSelfie(id)
    t.equal(code(unfit), 4006, 'the reason counts first (status.repairs.reason-first)')
    t.equal((await api.documents(id)).status, 200)
    await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED', idle: true })
    t.equal((await api.documents(id)).status, 200)
    const agent = await sandbox.agent(id)
    t.equal(agent.repairs, 3)
    t.strictSame(
      agent.documents.map(({ kind }) => kind),
      ['npwp', 'npwp'],
      'a document again replaces none (kyc.documents.add-up)',
    )
  },
)

t.test(
  'repairs count for each agent by itself, refused ones do not (status.repairs.counted)',
  async (t) => {
    const { api, sandbox } = await open(t)
    const company = await sandbox.createCompany({ maxRepairs: 1, scenario: 'always-rejected-14' })
    const own = api.of(company)
    const id = await own.decided({}, 'REJECTED')
    t.equal(code(await own.repairSelfie(id)), 4006)
    t.equal((await own.repairPhoto(id)).status, 200)
    await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED', idle: true })
    t.equal(code(await own.repairPhoto(id)), 4011)
    const other = await own.decided({}, 'REJECTED')
    t.equal((await own.repairPhoto(other)).status, 200)
  },
)

t.test(
  'after a failed upload every repair is 4010, whether it fits the reason or not (status.repair.after-failed-upload)',
  async (t) => {
    const { api, sandbox } = await open(t)
    for (const [reason, repair] of [
      ['9810', (id: number) => api.repair(id, { name: 'Mended' })],
      ['9814', (id: number) => api.repairPhoto(id)],
      ['9823', (id: number) => api.repairSelfie(id)],
      ['9812', (id: number) => api.repairSelfie(id)],
    ] as const) {
      const id = await api.uploaded(magic(reason), 'UPLOAD_IDENTITY_SELFIE_FAILED')
      const reply = await repair(id)
      t.strictSame([reply.status, code(reply)], [422, 4010], reason)
      t.match(reply.hint, /after a failed upload only POST \/documents/)
      t.match(await sandbox.agent(id), { kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED', repairs: 0 })
    }
  },
)

t.test(
  'repairPhoto and repairSelfie replace the image (kyc.repair-image.replaces) and check it like an upload (kyc.repair-image.as-identities)',
  async (t) => {
    const { api, sandbox } = await open(t)
    const id = await api.decided(magic('9923'), 'REJECTED')
    const before = (await sandbox.agent(id)).images
    t.equal(
      code(await api.multipart('PUT', `${KYC}/users/${id}/repairSelfie`, { user_type: '1' })),
      1001,
    )
    for (const call of ['repairPhoto', 'repairSelfie'] as const) {
      t.equal(code(await api[call](id, { user_type: '2' })), 4002, call)
      t.equal(code(await api[call](id, { image: card(png(255, 256)) })), 4008, call)
    }
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

    const other = await api.decided(magic('9914'), 'REJECTED')
    const old = (await sandbox.agent(other)).images
    const photo = (await api.repairPhoto(other, { image: card(picture) })).body
    t.match((await sandbox.agent(other)).images, {
      identity: { url: photo.image_url },
      selfie: { url: old.selfie?.url },
    })
  },
)

t.test(
  'on leaving UPLOAD_IDENTITY_SELFIE_FAILED the reason is cleared (status.reason-cleared)',
  async (t) => {
    const { api, sandbox } = await open(t)
    const id = await api.uploaded(magic('9814'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
    t.match(await sandbox.agent(id), { rejected_reason_code: 14 })
    await api.documents(id)
    t.match(await sandbox.agent(id), { rejected_reason_code: null, rejected_reason: '' })
  },
)

t.test('on leaving REJECTED the reason is cleared (status.reason-cleared)', async (t) => {
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
  t.equal(code(again), 4010, 'while the check is under way (status.not-allowed)')
})
