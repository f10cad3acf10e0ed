import t from 'tap'
import { refuses } from '../../helpers/control.js'
import { sendRaw } from '../../helpers/raw.js'
import { AGENTS, hinted, open, someAgent } from '../../helpers/sandbox.js'
import {
  codes,
  DISBURSEMENTS,
  idIn,
  inquire,
  someTransfer,
  transfer,
  V3,
} from '../../helpers/transfers.js'

const KEYS = [
  'id',
  'user_id',
  'amount',
  'status',
  'reason',
  'timestamp',
  'bank_code',
  'account_number',
  'recipient_name',
  'sender_bank',
  'remark',
  'receipt',
  'time_served',
  'bundle_id',
  'company_id',
  'recipient_city',
  'created_from',
  'direction',
  'sender',
  'fee',
  'beneficiary_email',
  'idempotency_key',
]

t.test('POST /agent-disbursements', async (t) => {
  const { api, sandbox } = await open(t)
  const agent = await api.decided(someAgent({ birth_date: '31-10-1990' }))

  t.test('accepts a transfer, and answers all of it', async (t) => {
    const reply = await transfer(
      api,
      agent,
      { remark: 'some (remark) 1/2', beneficiary_email: 'a@example.com, b@example.com' },
      { 'idempotency-key': 'idem-1' },
    )
    t.equal(reply.status, 200)
    t.strictSame(Object.keys(reply.body), KEYS, 'its keys in order (transfers.object.keys)')
    t.match(
      reply.body,
      {
        status: 'PENDING',
        reason: '',
        receipt: '',
        timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/,
      },
      'is PENDING (transfers.create.pending)',
    )
    t.equal(
      reply.body.time_served,
      '0000-00-00 00:00:00',
      'no time yet (transfers.object.time-served)',
    )
    t.match(
      reply.body,
      {
        sender_bank: 'bri',
        bundle_id: 0,
        recipient_city: 391,
        created_from: 'API',
        user_id: 1,
        company_id: 1,
      },
      'the constants (transfers.object.constants)',
    )
    t.match(
      reply.body.sender,
      {
        sender_name: 'lalalalili',
        place_of_birth: null,
        date_of_birth: '31-10-1990',
        address: 'jakarta',
        sender_identity_type: 'nat_id',
        sender_country: 1,
        job: 'government_employee',
      },
      'the sender, from the agent (transfers.object.sender)',
    )
    t.match(reply.body, {
      amount: 10_000,
      fee: 5000,
      remark: 'some (remark) 1/2',
      beneficiary_email: 'a@example.com, b@example.com',
      idempotency_key: 'idem-1',
    })
    t.equal(reply.body.recipient_name, '-', 'unknown (transfers.object.recipient-name)')
    t.match(idIn(reply), /^\d{19}$/, '19 digits (transfers.ids.long)')
  })

  t.test('answers a passport as such, and what was not sent as an empty text', async (t) => {
    const one = await api.decided({ identity_type: 'passport', identity_number: 'A1234567' })
    const { body } = await transfer(api, one, { remark: ' ', beneficiary_email: ' ' })
    t.match(body, {
      sender: { sender_identity_type: 'passport' },
      remark: '',
      beneficiary_email: '',
    })
  })

  t.test('names the holder whom an inquiry has found', async (t) => {
    await inquire(api, '777001')
    await sandbox.waitFor({ idle: true })
    const { body } = await transfer(api, agent, { account_number: '777001', bank_code: 'bca' })
    t.equal(body.recipient_name, 'Siti Rahayu', '(transfers.object.recipient-name)')
    const known = { account_number: '5465327020', bank_code: 'bca' }
    t.equal((await transfer(api, agent, known)).body.recipient_name, 'PT Fliptech Lentera IP')
  })

  t.test('keeps leading zeros of an account, not those of an amount', async (t) => {
    const { body } = await transfer(api, agent, { account_number: '0012', amount: '0010000' })
    t.match(body, { account_number: '0012', amount: 10_000 }, '(transfers.create.account-number)')
  })

  t.test('refuses each attribute (transfers.create.attributes)', async (t) => {
    const table: readonly [field: string, value: string, code: number][] = [
      ['agent_id', '', 1001],
      ['agent_id', '1a', 1020],
      ['account_number', ' ', 1001],
      ['account_number', '12-34', 1020],
      ['account_number', '1'.repeat(35), 1024],
      ['amount', '', 1001],
      ['amount', '-10000', 1020],
      ['amount', '+10000', 1020],
      ['amount', '10 000', 1020],
      ['amount', '10,000', 1020],
      ['amount', '1000０', 1020],
      ['amount', '0', 1021],
      ['amount', '1e4', 1020],
      ['amount', '10.000', 1020],
      ['amount', ' 10000 ', 1020],
      ['amount', '9999', 1021],
      ['bank_code', '', 1001],
      ['bank_code', 'BCA', 1033],
      ['direction', '', 1001],
      ['direction', 'DOMESTIC_TRANSFER', 1041],
      ['remark', 'x'.repeat(19), 1024],
      ['remark', 'a_b', 1002],
      ['beneficiary_email', 'nobody', 1071],
      ['beneficiary_email', `${'a'.repeat(250)}@b.cd`, 1071],
      ['beneficiary_email', Array.from({ length: 21 }, (_, n) => `a${n}@b.cd`).join(), 1070],
    ]
    for (const [field, value, code] of table) {
      const reply = await transfer(api, agent, { [field]: value })
      t.equal(reply.status, 422, `${field} ${value} (transfers.errors.shape)`)
      t.strictSame(
        codes(reply),
        [[field, code]],
        `${field}=${value.slice(0, 30)} (transfers.code-${code})`,
      )
      t.equal(reply.body.code, 'VALIDATION_ERROR')
      t.strictSame(hinted(reply), [field], 'its hint names the attribute first')
    }
    t.equal(
      (await transfer(api, agent, { bank_code: 'dana', amount: '20499' })).body.errors[0].code,
      2005,
      '(transfers.create.amount.of-bank)',
    )
    t.equal((await transfer(api, agent, { bank_code: 'dana', amount: '20500' })).status, 200)
    t.equal(
      (await transfer(api, agent, { amount: '10000' })).status,
      200,
      '(transfers.create.amount)',
    )
    t.equal(
      (await transfer(api, agent, { remark: 'a.-/() 9' })).status,
      200,
      '(transfers.create.remark)',
    )
    t.equal(
      (await transfer(api, agent, { direction: 'FOREIGN_INBOUND_SPECIAL_TRANSFER' })).status,
      200,
      '(transfers.create.direction)',
    )
  })

  t.test(
    'refuses every failing attribute at once (transfers.create.every-attribute)',
    async (t) => {
      const reply = await api.send('POST', DISBURSEMENTS, {
        body: new URLSearchParams({ remark: '_' }),
        headers: { 'idempotency-key': 'every' },
      })
      t.strictSame(codes(reply), [
        ['agent_id', 1001],
        ['account_number', 1001],
        ['amount', 1001],
        ['bank_code', 1001],
        ['direction', 1001],
        ['remark', 1002],
      ])
      t.strictSame(
        hinted(reply),
        codes(reply).map(([attribute]) => attribute),
        'each with its part of the hint',
      )
    },
  )

  t.test('refuses an amount that nobody has, however many digits it has', async (t) => {
    const before = await sandbox.balance()
    for (const amount of [`1${'0'.repeat(30)}`, '9'.repeat(400)]) {
      const reply = await transfer(api, agent, { amount })
      t.match(reply, { status: 422, body: { code: 'BALANCE_INSUFFICIENT' } })
    }
    t.strictSame(await sandbox.balance(), before)
  })

  t.test('refuses a field that was sent twice by its last value', async (t) => {
    const body = new URLSearchParams(someTransfer(agent))
    body.append('agent_id', 'x')
    const reply = await api.send('POST', DISBURSEMENTS, {
      body,
      headers: { 'idempotency-key': 'two' },
    })
    t.strictSame(codes(reply), [['agent_id', 1020]])
  })

  t.test('needs a key of at most 255 characters (transfers.create.key)', async (t) => {
    const without = await api.form('POST', DISBURSEMENTS, someTransfer(agent))
    t.strictSame(codes(without), [['idempotency-key', 1001]])
    const key = 'k'.repeat(255)
    t.equal((await transfer(api, agent, {}, { 'idempotency-key': key })).status, 200)
    const long = await transfer(api, agent, {}, { 'idempotency-key': `${key}k` })
    t.strictSame(codes(long), [['idempotency-key', 1024]])
  })

  t.test('a key with a NUL is no header, and the sandbox goes on', async (t) => {
    const before = (await sandbox.disbursements()).total
    const form = String(new URLSearchParams(someTransfer(agent)))
    const { text } = await sendRaw(
      sandbox.url,
      [
        `POST ${DISBURSEMENTS} HTTP/1.1`,
        'host: x',
        `authorization: ${api.authorization}`,
        'content-type: application/x-www-form-urlencoded',
        `content-length: ${form.length}`,
        'idempotency-key: a\u0000b',
        'connection: close',
        '',
        form,
      ].join('\r\n'),
    )
    t.match(text, /^HTTP\/1\.1 400 /)
    t.equal((await sandbox.disbursements()).total, before)
  })

  t.test(
    'an unknown agent is 404, before its other attributes (transfers.create.agent)',
    async (t) => {
      const other = await sandbox.createCompany()
      for (const [one, id] of [
        [api, 4711],
        [api.of(other), agent],
      ] as const) {
        const reply = await transfer(one, id, { amount: 'x' })
        t.match(reply, { status: 404, body: { name: 'Not Found', message: 'Agent not found' } })
      }
    },
  )

  t.test('an agent must be ACTIVE, then APPROVED', async (t) => {
    const pending = await api.uploaded()
    t.strictSame(
      codes(await transfer(api, pending)),
      [['agent_id', 1090]],
      '(transfers.create.approved)',
    )
    await sandbox.setAgentStatus(pending, 'BLOCKED')
    const blocked = await transfer(api, pending)
    t.strictSame(codes(blocked), [['agent_id', 1091]], '(transfers.create.active)')
    t.match(blocked.hint, `PATCH /_sandbox/agents/${pending} sets it ACTIVE.`)
  })

  t.test('an account must be able to receive (transfers.create.account)', async (t) => {
    for (const [account, code] of [
      ['1232123123212', 1025],
      ['559201', 1025],
      ['559203', 1026],
      ['559205', 1027],
    ] as const) {
      const reply = await transfer(api, agent, { account_number: account })
      t.strictSame(codes(reply), [['account_number', code]], `${account} (transfers.code-${code})`)
    }
    for (const account of ['559202', '559204', '559206'])
      t.equal((await transfer(api, agent, { account_number: account })).status, 200, account)
    const { body } = await transfer(api, agent, { account_number: '559201' })
    t.equal(
      body.errors[0].message,
      "The account number you're giving is invalid",
      '(transfers.errors.message-1025)',
    )
  })

  t.test('a bank must not be HEAVILY_DISTURBED (transfers.create.bank)', async (t) => {
    await sandbox.setBankStatus('btn', 'HEAVILY_DISTURBED')
    const reply = await transfer(api, agent, { bank_code: 'btn' })
    t.strictSame(codes(reply), [['bank_code', 1088]])
    await sandbox.setBankStatus('btn', 'DISTURBED')
    t.equal((await transfer(api, agent, { bank_code: 'btn' })).status, 200)
  })

  t.test('the balance must suffice for amount and fee (transfers.create.balance)', async (t) => {
    const company = await sandbox.createCompany({ balance: 29_999 })
    const own = api.of(company)
    const sender = await own.decided()
    t.equal((await transfer(own, sender)).status, 200)
    const reply = await transfer(own, sender)
    t.match(reply, { status: 422, body: { code: 'BALANCE_INSUFFICIENT' } })
    t.strictSame(codes(reply), [['amount', 1035]])
    t.equal(await company.balance(), 14_999, 'nothing was taken')
    t.strictSame(
      codes(await transfer(own, sender, { amount: `1${'0'.repeat(30)}` })),
      [['amount', 1035]],
      'nor is there so much',
    )
  })

  t.test('X-TIMESTAMP', async (t) => {
    const at = (header: string) => transfer(api, agent, {}, { 'x-timestamp': header })
    const iso = (ago: number) => new Date(Date.now() - ago).toISOString()
    for (const good of [
      '',
      iso(0),
      iso(50_000),
      iso(-3_600_000),
      iso(0).replace('Z', '+00:00'),
      iso(0).replace(/\.\d+Z/, '+0000'),
    ])
      t.equal((await at(good)).status, 200, `${good} (transfers.timestamp.optional)`)
    t.strictSame(
      codes(await at(iso(70_000))),
      [['X-TIMESTAMP', 1094]],
      '(transfers.timestamp.stale)',
    )
    for (const bad of [
      'yesterday',
      '2026-01-31',
      '2026-01-31T09:00:00',
      '2026-13-31T09:00:00Z',
      '2096-02-30T09:00:00+07:00',
    ])
      t.strictSame(
        codes(await at(bad)),
        [['X-TIMESTAMP', 1095]],
        `${bad} (transfers.timestamp.format)`,
      )
  })

  t.test("X-TIMESTAMP goes by the machine's time (transfers.timestamp.clock)", async (t) => {
    const company = await sandbox.createCompany()
    await company.clock.freeze('2100-01-01T00:00:00Z')
    const own = api.of(company)
    const sender = await own.decided()
    const now = { 'x-timestamp': new Date().toISOString() }
    t.equal((await transfer(own, sender, {}, now)).status, 200)
  })

  t.test('no other call looks at X-TIMESTAMP (transfers.timestamp.create-alone)', async (t) => {
    const headers = { 'x-timestamp': 'yesterday' }
    for (const path of ['/agent-disbursements', '/general/banks'])
      t.equal((await api.send('GET', `/big_sandbox_api/v2${path}`, { headers })).status, 200, path)
  })

  t.test('checks in this order (transfers.create.order)', async (t) => {
    const used = { 'idempotency-key': 'order' }
    await transfer(api, agent, {}, used)
    const pending = await api.uploaded()
    const blocked = await api.uploaded()
    await sandbox.setAgentStatus(blocked, 'BLOCKED')
    await sandbox.addScenario({
      name: 'closed-for-the-day',
      description: 'The bank is closed for the day.',
      match: { account_number: '4499' },
      disbursement: { answer: { code: 1093 } },
    })
    await sandbox.setBankStatus('bri', 'HEAVILY_DISTURBED')
    const { balance } = await sandbox.balance()
    await sandbox.setBalance(0)

    // Each call fails the check that it shows and all those after it.
    const stale = { 'x-timestamp': '2020-01-01T00:00:00Z' }
    const scripted = { account_number: '4499' }
    const down = { ...scripted, bank_code: 'bri' }
    const invalid = { bank_code: 'bri', account_number: '1232123123212' }
    const wrong = { ...invalid, amount: 'x' }
    const code = async (...call: [number, Record<string, string>, Record<string, string>?]) => {
      const { body } = await transfer(api, ...call)
      return body.errors?.[0].code ?? body.status
    }
    t.equal(await code(4711, wrong, { ...stale, 'idempotency-key': ' ' }), 1001, 'key')
    t.equal(await code(4711, wrong, { ...stale, ...used }), 'PENDING', 'replay')
    t.equal(await code(4711, wrong, stale), 1094, 'X-TIMESTAMP')
    t.equal(await code(4711, wrong), 404, 'agent')
    t.equal(await code(blocked, wrong), 1020, 'attributes')
    t.equal(await code(blocked, invalid), 1091, 'status of the agent')
    t.equal(await code(pending, invalid), 1090, 'its KYC')
    t.equal(await code(agent, invalid), 1025, 'account')
    t.equal(await code(agent, down), 1088, 'bank')
    t.equal(await code(agent, scripted), 1093, 'codes of a scenario')
    t.equal(await code(agent, {}), 1035, 'balance')
    await sandbox.setBankStatus('bri', 'OPERATIONAL')
    await sandbox.setBalance(balance)
  })

  t.test('the same key again', async (t) => {
    const key = { 'idempotency-key': 'again' }
    const before = await sandbox.balance()
    const [one, two] = await Promise.all([
      transfer(api, agent, {}, key),
      transfer(api, agent, {}, key),
    ])
    t.equal(one.text, two.text, 'is answered alike (transfers.idempotency.same-answer)')
    t.strictSame(
      await sandbox.balance(),
      { company_id: 1, balance: before.balance - 15_000 },
      'takes money once',
    )
    await sandbox.waitFor({ disbursementId: idIn(one), status: 'DONE' })
    const other = await transfer(api, agent, { amount: '99999' }, key, `${V3}/agent-disbursements`)
    t.equal(
      other.text,
      one.text,
      'is still PENDING, under v3 too (transfers.idempotency.stored, transfers.idempotency.company)',
    )
    t.match(other.hint, /the body was ignored/, '(transfers.idempotency.body)')
    const refused = { 'idempotency-key': 'refused' }
    t.equal((await transfer(api, agent, { amount: '1' }, refused)).status, 422)
    t.equal(
      (await transfer(api, agent, {}, refused)).body.status,
      'PENDING',
      '(transfers.idempotency.refusals)',
    )
    const cancelled = { 'idempotency-key': 'cancelled' }
    const gone = await transfer(api, agent, { account_number: '9101' }, cancelled)
    await sandbox.waitFor({ disbursementId: idIn(gone), status: 'CANCELLED' })
    t.equal(
      (await transfer(api, agent, {}, cancelled)).text,
      gone.text,
      '(transfers.idempotency.cancelled)',
    )
    const company = await sandbox.createCompany()
    const own = api.of(company)
    t.not(
      idIn(await transfer(own, await own.decided(), {}, key)),
      idIn(one),
      'is another in another company',
    )
  })

  t.test('answers that a scenario scripts', async (t) => {
    const key = { 'idempotency-key': 'made' }
    const made = await transfer(api, agent, { account_number: '9121' }, key)
    t.match(made, { status: 500, hint: /was made/ }, '(transfers.create.scripted-500)')
    t.equal((await transfer(api, agent, {}, key)).body.account_number, '9121')
    const reset = { 'idempotency-key': 'reset' }
    await t.rejects(transfer(api, agent, { account_number: '9122' }, reset))
    t.equal((await transfer(api, agent, {}, reset)).body.account_number, '9122')
    await sandbox.addScenario({
      name: 'cut-off',
      description: 'The bank is closed for the day.',
      match: { account_number: '88*', name: 'lala*' },
      disbursement: { answer: { code: 1093 } },
    })
    const reply = await transfer(api, agent, { account_number: '8877' })
    t.strictSame(codes(reply), [['bank_code', 1093]], '(transfers.create.scripted-codes)')
    t.match(reply.hint, /cut-off/)
    await sandbox.addScenario({
      name: 'silent',
      description: 'No answer comes.',
      match: { account_number: '66' },
      disbursement: { answer: { fault: 'no-answer' } },
    })
    await sandbox.clock.freeze()
    const events = sandbox.events()
    t.equal((await events.next()).value?.type, 'hello')
    const silent = transfer(api, agent, { account_number: '66' }).then(
      () => 'answered',
      () => 'closed',
    )
    for await (const { type } of events) if (type === 'disbursement-created') break
    t.equal((await sandbox.disbursements()).items[0]?.account_number, '66')
    await sandbox.clock.advance('60s')
    t.equal(await silent, 'closed')
    t.equal((await sandbox.requests({ limit: 1 })).items[0]?.fault, 'no-answer')
    await sandbox.clock.resume()
  })

  t.test(
    'is served under v2 and v3, test and live (transfers.paths.v2, transfers.paths.v3)',
    async (t) => {
      for (const prefix of [AGENTS, V3, '/api/v2', '/api/v3']) {
        const reply = await transfer(api, agent, {}, {}, `${prefix}/agent-disbursements`)
        t.equal(reply.status, 200, prefix)
        t.equal((await api.get(`${prefix}/agent-disbursements/${idIn(reply)}`)).status, 200, prefix)
      }
      const json = await api.send('POST', DISBURSEMENTS, {
        body: '{}',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'json' },
      })
      t.equal(json.status, 415, 'forms alone (transfers.create.form)')
    },
  )

  await refuses(t, sandbox.disbursement('1'), 404, /no transfer/)
})

t.test('small ids (transfers.ids.small)', async (t) => {
  const { api, sandbox } = await open(t, { transactionIds: 'small' })
  const agent = await api.decided()
  const one = idIn(await transfer(api, agent))
  t.equal(one, '1')
  t.equal((await api.get(`${DISBURSEMENTS}/001`)).body.id, 1)
  const company = await sandbox.createCompany({ transactionIds: 'long' })
  const own = api.of(company)
  t.equal(idIn(await transfer(own, await own.decided())), '1234567000000002789')
})
