import t from 'tap'
import {
  AGENTS,
  GUIDE_SAMPLE,
  hinted,
  magic,
  open,
  type Reply,
  someAgent,
} from '../../helpers/sandbox.js'

/** attribute and code of each failing attribute, in the order they came */
const failures = ({ body }: Reply) =>
  body.errors.map(({ attribute, code }: { attribute: string; code: number }) => [attribute, code])

t.test('POST /agents accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test("the guide's sample as an urlencoded form (bodies.agents-host)", async (t) => {
    const { status, body } = await api.form('POST', `${AGENTS}/agents`, GUIDE_SAMPLE)
    t.equal(
      status,
      200,
      'with 200, nobody having verified the number (errors.success, agents.create.phone-number.unverified)',
    )
    t.match(body, { kyc_status: 'BASIC_DATA' }, 'as a new agent (agents.create.status)')
    t.match(
      body,
      { name: 'lalalalili', gender: 'female', address: 'jakarta', email: '' },
      'and what was sent comes back (agents.create.answer.values, agents.create.address.shortest)',
    )
    t.match(
      body,
      { phone_number: '+6285674563456', occupation: 'GOVERNMENT_EMPLOYEE' },
      'normalised (values.phone-number.zero, values.occupation.answered)',
    )
    t.match(
      body,
      { residence_country_id: null, residence_city_name: '', residence_address: '' },
      'what is absent is null or empty (values.absent.residence)',
    )
    t.equal(body.email, '', 'an email is empty (values.absent.email)')
    t.strictSame(
      Object.entries(body),
      [
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
      ],
      "in the guide's order of keys (agents.create.answer)",
    )
  })

  t.test('the same under the live prefix', async (t) => {
    const { status } = await api.form('POST', '/api/v2/agents', someAgent())
    t.equal(status, 200)
  })

  t.test('each bound of each attribute (values.occupation.taken)', async (t) => {
    for (const [attribute, values] of Object.entries({
      name: ['a', 'A1 '.repeat(16), 'x'.repeat(50)],
      identity_number: ['1', '1234567890abcDEF'],
      birth_date: ['29-02-2024', '01-01-0001'],
      birth_place: ['x'.repeat(255)],
      address: ['x', 'Jl. A-1/2 (B)', 'x'.repeat(300)],
      gender: ['male', 'female'],
      occupation: [
        'housewife',
        'entrepreneur',
        'private_employee',
        'Government_Employee',
        'foundation_board',
        'INDONESIAN_MIGRANT_WORKER',
        'company',
        'Others',
      ],
      country_id: ['249', '000000001'],
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

  t.test('a phone number of any country (values.phone-number.plus)', async (t) => {
    const { body } = await api.create({ phone_number: '+12025550123' })
    t.equal(body.phone_number, '+12025550123')
  })

  t.test('blanks around a value, and keeps them (values.blanks-kept)', async (t) => {
    const { body } = await api.create({ name: ' Budi ' })
    t.equal(body.name, ' Budi ')
    t.strictSame(failures(await api.create({ name: ` ${'x'.repeat(49)} ` })), [['name', 2001]])
  })

  t.test(
    "today's birth date, by the company's clock in GMT+7 (agents.create.birth-date.today)",
    async (t) => {
      const company = await sandbox.createCompany()
      await company.clock.freeze('2100-01-01T17:00:00Z')
      const own = api.of(company)
      t.equal((await own.create({ birth_date: '02-01-2100' })).status, 200)
      t.strictSame(failures(await own.create({ birth_date: '03-01-2100' })), [['birth_date', 1040]])
    },
  )

  t.test('any known id, wherever it lies (locations.any-known-id)', async (t) => {
    const elsewhere = { country_id: '2', province_id: '12', city_id: '1', district_id: '7215' }
    t.equal((await api.create(elsewhere)).status, 200)
  })

  t.test(
    'use_identity_address, which copies the address into the residence (agents.create.use-identity-address)',
    async (t) => {
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
    },
  )

  t.test(
    'a residence beside use_identity_address, which is not looked at (agents.create.use-identity-address.residence-sent)',
    async (t) => {
      const both = (use_identity_address: string, id: string, residence_address: string) =>
        api.create({
          use_identity_address,
          residence_country_id: id,
          residence_province_id: id,
          residence_city_id: id,
          residence_district_id: id,
          residence_address,
        })
      for (const [id, address] of [
        ['184', 'Depok'],
        ['0', ''],
        ['x', '#'],
      ] as const) {
        const { status, body } = await both('1', id, address)
        t.equal(status, 200)
        t.match(body, { residence_city_id: 1, residence_address: 'jakarta' })
      }
      t.strictSame(failures(await both('0', '0', '#')), [
        ['residence_country_id', 1041],
        ['residence_province_id', 1041],
        ['residence_city_id', 1041],
        ['residence_district_id', 1041],
        ['residence_address', 2003],
      ])
    },
  )

  t.test(
    'a part of a residence, and an email (agents.create.residence, agents.create.email)',
    async (t) => {
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
    },
  )

  t.test('a field that comes twice: the last one counts (bodies.last-of-a-name)', async (t) => {
    const form = new URLSearchParams(someAgent())
    form.append('name', 'second')
    const { body } = await api.send('POST', `${AGENTS}/agents`, { body: form })
    t.equal(body.name, 'second')
  })

  t.test('numbers that another company uses (agents.create.unique)', async (t) => {
    const company = await sandbox.createCompany()
    const { status, body } = await api.of(company).form('POST', `${AGENTS}/agents`, GUIDE_SAMPLE)
    t.equal(status, 200)
    t.equal(body.company_id, company.id)
  })
})

t.test('POST /agents refuses', async (t) => {
  const { api, sandbox } = await open(t)

  t.test('an empty form, with every required attribute (agents.create.required)', async (t) => {
    const reply = await api.form('POST', `${AGENTS}/agents`)
    t.equal(reply.status, 422)
    t.equal(
      reply.body.code,
      'VALIDATION_ERROR',
      'as a mistake in the payload (errors.agents-host.payload)',
    )
    t.strictSame(
      failures(reply),
      Object.keys(GUIDE_SAMPLE).map((attribute) => [attribute, 1001]),
      'in the order of the table (errors.agents-host.every-attribute)',
    )
    t.match(reply.hint, /^name is required; identity_type is required; .+\.$/)
    t.strictSame(hinted(reply), Object.keys(GUIDE_SAMPLE), 'each with its part of the hint')
  })

  t.test('no body at all', async (t) => {
    t.equal((await api.send('POST', `${AGENTS}/agents`)).status, 422)
  })

  t.test('each attribute that breaks its rule, with its code', async (t) => {
    const tomorrow = new Date(Date.now() + 36 * 3_600_000 + 7 * 3_600_000)
    const [year, month, day] = tomorrow.toISOString().slice(0, 10).split('-')
    for (const [attribute, value, code, rule] of [
      ['name', ' ', 1001, 'errors.blank-value'],
      ['name', 'x'.repeat(51), 2001, 'agents.create.name'],
      ['name', 'Zoë', 2004, 'values.letters'],
      ['name', 'a\u0000b', 2004, 'agents.create.name'],
      ['name', '!'.repeat(51), 2001, 'errors.agents-host.one-for-each'],
      ['identity_type', 'KTP', 1041, 'values.occupation.taken'],
      ['identity_type', 'sim', 1041, 'agents.create.identity-type'],
      ['identity_number', '1'.repeat(17), 2001, 'agents.create.identity-number'],
      ['identity_number', '1'.repeat(21), 2001, 'agents.create.identity-number'],
      ['identity_number', '12-34', 2004, 'agents.create.identity-number'],
      ['birth_date', '1998-06-04', 1039, 'agents.create.birth-date'],
      ['birth_date', '30-02-2024', 1040, 'agents.create.birth-date'],
      ['birth_date', `${day}-${month}-${year}`, 1040, 'agents.create.birth-date'],
      ['birth_place', 'x'.repeat(256), 2001, 'agents.create.birth-place'],
      ['birth_place', 'Jakarta!', 2004, 'agents.create.birth-place'],
      ['birth_place', 'Besançon', 2004, 'values.letters'],
      ['country_id', '0', 1041, 'agents.create.location-ids'],
      ['country_id', '250', 1041, 'agents.create.location-ids'],
      ['province_id', '35', 1041, 'agents.create.location-ids'],
      ['city_id', '515', 1041, 'agents.create.location-ids'],
      ['district_id', '7216', 1041, 'agents.create.location-ids'],
      ['district_id', '1e0', 1020, 'agents.create.location-ids'],
      ['district_id', '0000000001', 1041, 'agents.create.location-ids.digits'],
      ['address', 'x'.repeat(301), 2001, 'agents.create.address'],
      ['address', 'Jl. #1', 2003, 'agents.create.address'],
      ['address', 'Jl. Contoh, RT 1', 2003, 'agents.create.address.characters'],
      ['address', 'Jalan É', 2003, 'values.letters'],
      ['gender', 'other', 1041, 'agents.create.gender'],
      ['gender', 'Male', 1041, 'values.occupation.taken'],
      ['occupation', 'pilot', 1041, 'agents.create.occupation'],
      ['phone_number', '0123456', 2001, 'agents.create.phone-number'],
      ['phone_number', `0${'1'.repeat(24)}`, 2001, 'agents.create.phone-number'],
      ['phone_number', '+12345678', 2001, 'agents.create.phone-number'],
      ['phone_number', `+${'1'.repeat(26)}`, 2001, 'agents.create.phone-number'],
      ['phone_number', '0812345678x', 1041, 'agents.create.phone-number'],
      ['phone_number', '81234567890', 1041, 'agents.create.phone-number.start'],
      ['phone_number', '8'.repeat(30), 1041, 'errors.agents-host.one-for-each'],
      ['use_identity_address', '2', 1041, 'agents.create.use-identity-address'],
      ['residence_city_id', 'x', 1020, 'agents.create.residence'],
      ['residence_address', '#', 2003, 'agents.create.residence'],
      ['email', 'a@b', 1041, 'agents.create.email'],
      ['email', 'a b@c.id', 1041, 'agents.create.email.characters'],
      ['email', 'é@c.id', 1041, 'agents.create.email.characters'],
      ['email', `${'x'.repeat(250)}@b.id`, 2001, 'agents.create.email.characters'],
    ] as const) {
      const reply = await api.create({ [attribute]: value })
      t.equal(reply.status, 422)
      t.strictSame(
        failures(reply),
        [[attribute, code]],
        `${attribute}=${value.slice(0, 20)} (${rule})`,
      )
      t.notMatch(
        reply.hint,
        value.length > 8 ? value : /^$/,
        'the hint does not repeat what was sent',
      )
      t.strictSame(hinted(reply), [attribute], 'but names the attribute first')
    }
  })

  t.test(
    'a long number of no known type (agents.create.identity-number.without-type)',
    async (t) => {
      const identity_type = ''
      for (const [length, codes] of [
        [20, [['identity_type', 1001]]],
        [
          21,
          [
            ['identity_type', 1001],
            ['identity_number', 2001],
          ],
        ],
      ] as const) {
        const identity_number = '1'.repeat(length)
        t.strictSame(failures(await api.create({ identity_type, identity_number })), codes)
      }
    },
  )

  t.test(
    'a number that this company has (agents.create.unique, values.phone-number.compared)',
    async (t) => {
      await api.create({ identity_number: 'AB12', phone_number: '085674563456' })
      const reply = await api.create({ identity_number: 'AB12', phone_number: '+6285674563456' })
      t.strictSame(failures(reply), [
        ['identity_number', 2002],
        ['phone_number', 2002],
      ])
      t.strictSame(hinted(reply), ['identity_number', 'phone_number'], 'each with its own hint')
    },
  )

  t.test(
    'a number of either type, but not in another case (agents.create.unique.compared)',
    async (t) => {
      await api.newAgent({ identity_number: 'CD12' })
      t.equal((await api.create({ identity_number: 'cd12' })).status, 200)
      const passport = await api.create({ identity_type: 'passport', identity_number: 'CD12' })
      t.strictSame(failures(passport), [['identity_number', 2002]])
    },
  )

  t.test(
    'the number of an agent that was rejected or deleted (agents.create.unique.for-good)',
    async (t) => {
      const fields = someAgent(magic('9912'))
      const id = await api.decided(fields, 'REJECTED')
      const again = () => api.create({ identity_number: fields['identity_number'] as string })
      t.strictSame(failures(await again()), [['identity_number', 2002]])
      await sandbox.setAgentStatus(id, 'DELETED')
      t.strictSame(failures(await again()), [['identity_number', 2002]])
    },
  )

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

  t.test(
    'several failing attributes, all at once and in order (errors.agents-host.every-attribute)',
    async (t) => {
      const reply = await api.create({ email: 'x', name: '!', gender: '', city_id: '-1' })
      t.strictSame(failures(reply), [
        ['name', 2004],
        ['city_id', 1020],
        ['gender', 1001],
        ['email', 1041],
      ])
      t.equal(
        reply.body.errors[0].message,
        'The related attribute contains non-alphanumeric characters',
      )
    },
  )
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
