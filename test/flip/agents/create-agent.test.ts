import t from 'tap'
import { AGENTS, GUIDE_SAMPLE, open, type Reply, someAgent } from '../../helpers/sandbox.js'

/** attribute and code of each failing attribute, in the order they came */
const failures = ({ body }: Reply) =>
  body.errors.map(({ attribute, code }: { attribute: string; code: number }) => [attribute, code])

t.test('POST /agents accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test("the guide's sample, and answers in the guide's order of keys", async (t) => {
    const { status, body } = await api.form('POST', `${AGENTS}/agents`, GUIDE_SAMPLE)
    t.equal(status, 200)
    t.strictSame(Object.entries(body), [
      ['id', 1],
      ['company_id', 1],
      ['name', 'lalalalili'],
      ['identity_type', 'ktp'],
      ['identity_number', '1243564789875643'],
      ['birth_place', 'jakarta'],
      ['birth_date', '04-06-1998'],
      ['gender', 'female'],
      ['country_id', 1],
      ['country_name', 'Indonesia'],
      ['province_id', 1],
      ['province_name', 'Aceh'],
      ['city_id', 1],
      ['city_name', 'Kabupaten Simeulue'],
      ['district_id', 1],
      ['district_name', 'Teupah Selatan'],
      ['address', 'jakarta'],
      ['residence_country_id', null],
      ['residence_country_name', ''],
      ['residence_province_id', null],
      ['residence_province_name', ''],
      ['residence_city_id', null],
      ['residence_city_name', ''],
      ['residence_district_id', null],
      ['residence_district_name', ''],
      ['residence_address', ''],
      ['occupation', 'GOVERNMENT_EMPLOYEE'],
      ['phone_number', '+6285674563456'],
      ['email', ''],
      ['kyc_status', 'BASIC_DATA'],
    ])
  })

  t.test('the same under the live prefix', async (t) => {
    const { status } = await api.form('POST', '/api/v2/agents', someAgent())
    t.equal(status, 200)
  })

  t.test('each bound of each attribute', async (t) => {
    for (const [attribute, values] of Object.entries({
      name: ['a', 'A1 '.repeat(16), 'x'.repeat(50)],
      identity_number: ['1', '1234567890abcDEF'],
      birth_date: ['29-02-2024', '01-01-1900'],
      birth_place: ['x'.repeat(255)],
      address: ['x', 'Jl. A-1/2 (B)', 'x'.repeat(300)],
      gender: ['male', 'female'],
      occupation: ['housewife', 'INDONESIAN_MIGRANT_WORKER', 'Others'],
      phone_number: ['01234567', `0${'1'.repeat(23)}`, '+123456789', `+${'2'.repeat(25)}`],
      email: ['a@b.id', "o'neil+x@mail.example.com", ''],
      use_identity_address: ['0', '1'],
      residence_address: ['x'],
      residence_country_id: ['249'],
    })) {
      for (const value of values) {
        const { status, hint } = await api.create({ [attribute]: value })
        t.equal(status, 200, `${attribute}=${value.slice(0, 20)} ${hint ?? ''}`)
      }
    }
    const { status } = await api.create({
      identity_type: 'passport',
      identity_number: 'A'.repeat(20),
    })
    t.equal(status, 200, 'a passport number of 20 characters')
  })

  t.test('use_identity_address, which copies the address into the residence', async (t) => {
    const { body } = await api.create({
      use_identity_address: '1',
      province_id: '12',
      city_id: '184',
    })
    t.match(body, {
      residence_country_name: 'Indonesia',
      residence_province_name: 'Jawa Barat',
      residence_city_name: 'Kota Depok',
      residence_district_id: 1,
      residence_address: 'jakarta',
    })
  })

  t.test('a residence and an email of its own', async (t) => {
    const { body } = await api.create({
      residence_city_id: '184',
      residence_address: 'Depok',
      email: 'a@b.id',
    })
    t.match(body, {
      residence_city_name: 'Kota Depok',
      residence_address: 'Depok',
      email: 'a@b.id',
    })
  })

  t.test('a field that comes twice: the last one counts', async (t) => {
    const form = new URLSearchParams(someAgent())
    form.append('name', 'second')
    const { body } = await api.send('POST', `${AGENTS}/agents`, { body: form })
    t.equal(body.name, 'second')
  })

  t.test('numbers that another company uses', async (t) => {
    const company = await sandbox.createCompany()
    const { status, body } = await api.of(company).form('POST', `${AGENTS}/agents`, GUIDE_SAMPLE)
    t.equal(status, 200)
    t.equal(body.company_id, company.id)
  })
})

t.test('POST /agents refuses', async (t) => {
  const { api } = await open(t)

  t.test('an empty form, with every required attribute in the order of the table', async (t) => {
    const reply = await api.form('POST', `${AGENTS}/agents`)
    t.equal(reply.status, 422)
    t.equal(reply.body.code, 'VALIDATION_ERROR')
    t.strictSame(
      failures(reply),
      Object.keys(GUIDE_SAMPLE).map((attribute) => [attribute, 1001]),
    )
    t.match(reply.hint, /^name is required; identity_type is required; .+\.$/)
  })

  t.test('no body at all', async (t) => {
    t.equal((await api.send('POST', `${AGENTS}/agents`)).status, 422)
  })

  t.test('each attribute that breaks its rule, with its code', async (t) => {
    const tomorrow = new Date(Date.now() + 36 * 3_600_000 + 7 * 3_600_000)
    const [year, month, day] = tomorrow.toISOString().slice(0, 10).split('-')
    for (const [attribute, value, code] of [
      ['name', ' ', 1001],
      ['name', 'x'.repeat(51), 2001],
      ['name', 'Zoë', 2004],
      ['name', 'a\u0000b', 2004],
      ['identity_type', 'KTP', 1002],
      ['identity_number', '1'.repeat(17), 2001],
      ['identity_number', '1'.repeat(21), 2001],
      ['identity_number', '12-34', 2004],
      ['birth_date', '1998-06-04', 1002],
      ['birth_date', '30-02-2024', 1002],
      ['birth_date', `${day}-${month}-${year}`, 1002],
      ['birth_place', 'x'.repeat(256), 2001],
      ['birth_place', 'Jakarta!', 2004],
      ['country_id', '0', 1002],
      ['country_id', '250', 1002],
      ['province_id', '35', 1002],
      ['city_id', '515', 1002],
      ['district_id', '7216', 1002],
      ['district_id', '1e0', 1002],
      ['address', 'x'.repeat(301), 2001],
      ['address', 'Jl. #1', 2003],
      ['gender', 'other', 1002],
      ['occupation', 'pilot', 1002],
      ['phone_number', '0123456', 2001],
      ['phone_number', `0${'1'.repeat(24)}`, 2001],
      ['phone_number', '+12345678', 2001],
      ['phone_number', '0812345678x', 1002],
      ['phone_number', '81234567890', 1002],
      ['use_identity_address', '2', 1002],
      ['residence_city_id', 'x', 1002],
      ['residence_address', '#', 2003],
      ['email', 'a@b', 1002],
      ['email', 'a b@c.id', 1002],
      ['email', `${'x'.repeat(250)}@b.id`, 2001],
    ] as const) {
      const reply = await api.create({ [attribute]: value })
      t.equal(reply.status, 422)
      t.strictSame(failures(reply), [[attribute, code]], `${attribute}=${value.slice(0, 20)}`)
      t.notMatch(
        reply.hint,
        value.length > 8 ? value : /^$/,
        'the hint does not repeat what was sent',
      )
    }
  })

  t.test('an identity number or a phone number that this company has, in any form', async (t) => {
    await api.create({ identity_number: 'AB12', phone_number: '085674563456' })
    const reply = await api.create({ identity_number: 'AB12', phone_number: '+6285674563456' })
    t.strictSame(failures(reply), [
      ['identity_number', 2002],
      ['phone_number', 2002],
    ])
  })

  t.test('a number only by itself, not by what the index makes of it', async (t) => {
    // Aa and BB have one hash.
    await api.newAgent({ identity_number: 'XYAa' })
    const other = await api.newAgent({ identity_number: 'XYBB' })
    for (const identity_number of ['XYAa', 'XYBB']) {
      t.strictSame(failures(await api.create({ identity_number })), [['identity_number', 2002]])
    }
    const moved = someAgent({ identity_number: 'XYBBB' })
    t.equal((await api.form('PUT', `${AGENTS}/agents/${other}`, moved)).status, 200)
    t.equal((await api.create({ identity_number: 'XYBB' })).status, 200, 'given back')
    t.strictSame(failures(await api.create({ identity_number: 'XYAa' })), [
      ['identity_number', 2002],
    ])
  })

  t.test('several failing attributes, all at once and in order', async (t) => {
    const reply = await api.create({ email: 'x', name: '!', gender: '', city_id: '-1' })
    t.strictSame(failures(reply), [
      ['name', 2004],
      ['city_id', 1002],
      ['gender', 1001],
      ['email', 1002],
    ])
    t.equal(reply.body.errors[0].message, 'Param attribute contains non-alphanumeric characters')
  })
})

t.test('POST /agents has the effect of one agent', async (t) => {
  const { api, sandbox } = await open(t)
  const id = await api.newAgent({ name: 'Budi' })
  const agent = await sandbox.agent(id)
  t.match(agent, {
    name: 'Budi',
    kyc_status: 'BASIC_DATA',
    status: 'ACTIVE',
    scenario: { name: 'approved' },
  })
  t.strictSame(
    agent.history.map(({ type }) => type),
    ['agent-created'],
  )
  await api.create({ name: '' })
  t.equal((await sandbox.agents()).total, 1, 'a refused one leaves nothing')
})
