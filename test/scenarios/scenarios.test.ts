import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { toAgentData } from '../../src/kyc/agent-data.js'
import { REJECTION_REASON_CODES } from '../../src/kyc/rejection-reasons.js'
import { readCatalogue } from '../../src/scenarios/catalogue.js'
import { chooseScenario } from '../../src/scenarios/choose-scenario.js'
import { parseScenario } from '../../src/scenarios/parse-scenario.js'
import { fits } from '../../src/scenarios/pattern.js'
import { AGENTS, magic, open, someAgent } from '../helpers/sandbox.js'

const FOLDER = new URL('../../fixtures/scenarios/', import.meta.url)
const schema = JSON.parse(readFileSync(new URL('scenario.schema.json', FOLDER), 'utf8'))
const matchesSchema = new Ajv2020({ strict: false }).compile(schema)

t.test('what each magic number does', async (t) => {
  const { api, sandbox } = await open(t)

  t.test('99RR: REJECTED with reason RR, for each of the 24', async (t) => {
    for (const code of REJECTION_REASON_CODES) {
      const id = await api.decided(magic(`99${code}`), 'REJECTED')
      t.match(await sandbox.agent(id), {
        rejected_reason_code: code,
        scenario: { name: `rejected-${code}`, because: `identity_number matches *99${code}` },
      })
    }
  })

  t.test('98RR: UPLOAD_IDENTITY_SELFIE_FAILED with reason RR, for each of the 24', async (t) => {
    for (const code of REJECTION_REASON_CODES) {
      const id = await api.uploaded(magic(`98${code}`), 'UPLOAD_IDENTITY_SELFIE_FAILED')
      t.match(await sandbox.agent(id), { rejected_reason_code: code })
    }
  })

  t.test('97RR: REJECTED every time', async (t) => {
    const id = await api.decided(magic('9714'), 'REJECTED')
    await api.repairPhoto(id)
    await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED', idle: true })
    t.equal(
      (await sandbox.agent(id)).history.filter(
        ({ kyc_status, type }) => type === 'kyc-decided' && kyc_status === 'REJECTED',
      ).length,
      2,
    )
  })

  t.test('9600 to 9604: waits for a decision by hand (status.waiting)', async (t) => {
    for (const [ending, status] of [
      ['9600', 'PENDING'],
      ['9601', 'SUSPICIOUS'],
      ['9602', 'NEED_TO_CHECK'],
      ['9603', 'HELP'],
    ] as const) {
      const id = await api.decided(magic(ending), status)
      await sandbox.waitFor({ idle: true })
      const { kyc_status, callbacks } = await sandbox.agent(id)
      t.equal(kyc_status, status)
      t.strictSame(
        callbacks.map((callback) => callback.kyc_status),
        ['UPLOAD_IDENTITY_SELFIE_SUCCESS'],
        'and is not announced',
      )
      await sandbox.decide(id, { kycStatus: 'APPROVED' })
      t.equal((await sandbox.agent(id)).kyc_status, 'APPROVED')
    }
    const manual = await api.newAgent(magic('9604'))
    await api.upload(manual)
    await api.selfie(manual)
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.agent(manual)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
    await sandbox.decide(manual, { kycStatus: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
    await api.submit(manual)
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.agent(manual)).kyc_status, 'PENDING')
  })

  t.test(
    '9303 to 9305: the submit takes effect, its answer does not arrive (faults.scenario.effect)',
    async (t) => {
      for (const ending of ['9304', '9305']) {
        const id = await api.uploaded(magic(ending))
        await t.rejects(api.submit(id))
        await api.settled(id, 'APPROVED')
      }
      const silent = await api.uploaded(magic('9303'))
      const call = t.rejects(api.submit(silent))
      await sandbox.waitFor({ agentId: silent, kycStatus: 'PENDING' })
      await sandbox.clock.advance('59s')
      t.equal(
        (await sandbox.agent(silent)).kyc_status,
        'PENDING',
        'no check decides before the connection is lost (status.check.after-response)',
      )
      await sandbox.clock.advance('1s')
      await call
      await api.settled(silent, 'APPROVED')
    },
  )
})

t.test('--magic-numbers off, --scenario and --callback-delay (status.check.delay)', async (t) => {
  const { api, sandbox } = await open(t, {
    magicNumbers: 'off',
    scenario: 'rejected-33',
    callbackDelay: '2s',
  })
  await sandbox.clock.freeze()
  const id = await api.newAgent(magic('9600'))
  await api.upload(id)
  await api.selfie(id)
  t.equal(
    (await sandbox.agent(id)).kyc_status,
    'UPLOAD_IDENTITY_SELFIE_PROGRESS',
    'the pair is complete (status.upload.pair)',
  )
  await sandbox.clock.advance('1999ms')
  t.match(await sandbox.agent(id), { kyc_status: 'UPLOAD_IDENTITY_SELFIE_PROGRESS', callbacks: [] })
  await sandbox.clock.advance('1ms')
  t.match(await sandbox.agent(id), {
    kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS',
    callbacks: [{ kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS', state: 'delivered' }],
  })
  await api.submit(id)
  await sandbox.clock.advance('2s')
  t.match(await sandbox.agent(id), {
    kyc_status: 'REJECTED',
    rejected_reason_code: 33,
    scenario: { name: 'rejected-33', because: "the company's default" },
  })
})

t.test(
  'whom no scenario claims goes the usual course, at once (status.check.usual-course, status.check.delay)',
  async (t) => {
    const { api, sandbox } = await open(t)
    await sandbox.clock.freeze()
    const id = await api.decided({}, 'APPROVED')
    t.strictSame(
      (await sandbox.agent(id)).history.flatMap(({ type, kyc_status }) =>
        type === 'kyc-decided' ? [kyc_status] : [],
      ),
      ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'APPROVED'],
    )
  },
)

t.test(
  'the user’s own folder comes first, and its matches count even with magic numbers off',
  async (t) => {
    const scenarios = t.testdir({
      'only-budi.json': JSON.stringify({
        name: 'only-budi',
        description: 'Budi is rejected late.',
        match: { name: 'budi*' },
        kyc_decisions: [{ kyc_status: 'REJECTED', rejected_reason_code: 12, after: '1h' }],
        callbacks: [{ after: '1m' }],
      }),
      'pending.json': JSON.stringify({
        name: 'pending',
        description: 'Mine.',
        match: { identity_number: '*9600' },
      }),
    })
    const { api, sandbox } = await open(t, { scenarios, magicNumbers: 'off' })
    await sandbox.clock.freeze()
    const budi = await api.newAgent({ name: 'Budi Santoso' })
    t.match((await sandbox.agent(budi)).scenario, {
      name: 'only-budi',
      because: 'name matches budi*',
    })
    t.match((await sandbox.agent(await api.newAgent(magic('9600')))).scenario, { name: 'pending' })
    const mine = (await sandbox.scenarios()).items.find(({ name }) => name === 'pending')
    t.match(mine, { origin: 'folder', description: 'Mine.', magic_number: '9600' })
  },
)

t.test('patterns', async (t) => {
  for (const [text, pattern, expected] of [
    ['abc', 'abc', true],
    ['ABC', 'abc', true],
    ['abcd', 'abc', false],
    ['abc', '*', true],
    ['abc', 'a*c', true],
    ['ac', 'a*c', true],
    ['a', 'a*a', false],
    ['axbxc', 'a*b*c', true],
    ['abc', 'a*x*c', false],
    ['abcc', 'a*c*c', true],
    ['abc', 'a*bc*c', false],
    ['xabc', 'a*', false],
    ['abcx', '*c', false],
  ] as const) {
    t.equal(fits(text, pattern), expected, `${text} and ${pattern}`)
  }
  const data = toAgentData(someAgent({ name: 'Budi', gender: 'male' }))
  const company = { armed: [], magic_numbers: 'on', scenario: 'approved' } as unknown as Parameters<
    typeof chooseScenario
  >[1]
  const [both] = parseScenario(
    { name: 'a', description: 'x', match: { name: 'b*', gender: 'female' } },
    'added',
  )
  t.equal(
    chooseScenario(data, company, [both as NonNullable<typeof both>]).name,
    'approved',
    'all must fit',
  )
})

t.test('the shipped files match the schema that editors read', async (t) => {
  const files = readdirSync(FOLDER).filter((name) => name !== 'scenario.schema.json')
  t.ok(files.length > 20)
  for (const name of files) {
    const document = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
    t.ok(matchesSchema(document), `${name}: ${JSON.stringify(matchesSchema.errors)}`)
    t.equal(`${document.name}.json`, name)
  }
})

t.test('a scenario that cannot be followed is refused with place and remedy', async (t) => {
  const good = { name: 'mine', description: 'x' }
  for (const [document, message] of [
    [[], /the scenario must be a JSON object/],
    [null, /the scenario must be a JSON object/],
    [{ ...good, name: 'Mine' }, /"name" must be lower-case words/],
    [{ name: 'mine' }, /"description" is missing; it must be a text of 1 to 300 characters/],
    [{ ...good, kyc_decision: [] }, /unknown key "kyc_decision"; did you mean "kyc_decisions"/],
    [{ ...good, match: { nik: '*1' } }, /"match" has an unknown key "nik"/],
    [{ ...good, match: { name: '' } }, /"match\.name" must be letters/],
    [{ ...good, match: { email: '' } }, /"match\.email" must be a text/],
    [{ ...good, match: { name: 'Budi-*' } }, /"match\.name" must be letters A to Z, digits and sp/],
    [{ ...good, match: { gender: 'woman' } }, /"match\.gender" must be one of: male, female; or a/],
    [
      { ...good, match: { occupation: 'nurse' } },
      /"match\.occupation" must be one of: housewife, /,
    ],
    [{ ...good, match: { identity_number: '*99-17' } }, /number" must be letters and digits, with/],
    [{ ...good, match: { phone_number: '0856*' } }, /digits, .*: 085674563456 is \+6285674563456/],
    [
      { ...good, match: { account_number: 'BCA*' } },
      /"match\.account_number" must be digits, with/,
    ],
    [
      { ...good, disbursement: { status: 'PENDING' } },
      /"match" needs an account_number, such as "\*7777": "disbursement" and "inquiry" are about/,
    ],
    [
      { ...good, match: { email: '*' }, inquiry: { status: 'SUCCESS' } },
      /"match" needs an account_number/,
    ],
    [{ ...good, upload_checks: [] }, /"upload_checks" must be a list with at least one entry/],
    [
      { ...good, upload_checks: [{ kyc_status: 'APPROVED' }] },
      /"upload_checks\[0\]\.kyc_status" must be one of/,
    ],
    [
      { ...good, kyc_decisions: [{ kyc_status: 'REJECTED' }] },
      /"kyc_decisions\[0\]\.rejected_reason_code" must be a whole number from 10 to 33/,
    ],
    [
      { ...good, kyc_decisions: [{ kyc_status: 'APPROVED', rejected_reason_code: 10 }] },
      /does not go with APPROVED/,
    ],
    [
      { ...good, kyc_decisions: [{ kyc_status: 'APPROVED', after: '2 days' }] },
      /\[0\]\.after" must be a duration/,
    ],
    [{ ...good, callbacks: [{ fault: 'late' }] }, /"callbacks\[0\]\.fault" must be one of: twice/],
    [{ ...good, callbacks: [{ after: 2 }] }, /"callbacks\[0\]\.after" must be a duration/],
    [{ ...good, identity_images: ['FAILED'] }, /"identity_images\[0\]" must be one of/],
    [{ ...good, answers: { create: [] } }, /"answers" has an unknown key "create"/],
    [
      { ...good, answers: { get_agent: [{ code: 1011 }] } },
      /\[0\]\.code" is for the KYC host's calls/,
    ],
    [
      { ...good, answers: { submit: [{ status: 200 }] } },
      /\[0\]\.status" must be a whole number from 400 to 599/,
    ],
    [
      { ...good, answers: { submit: [{ code: 9999 }] } },
      /\[0\]\.code" must be one of Flip's error codes/,
    ],
    [
      { ...good, answers: { submit: [{ status: 500, fault: 'cut-body' }] } },
      /takes one of "status", "code" and "fault"/,
    ],
    [
      { ...good, answers: { submit: [{ fault: 'explode' }] } },
      /\[0\]\.fault" must be one of: no-answer/,
    ],
    [{ ...good, answers: { submit: [{ after: 'soon' }] } }, /\[0\]\.after" must be a duration/],
  ] as const) {
    t.throws(() => parseScenario(document, 'added'), { message }, String(message))
    t.notOk(matchesSchema(document), `the schema refuses it too: ${message}`)
  }
})

t.test('a family fills its placeholder in everywhere, and leaves everything else', async (t) => {
  const document = {
    name: 'my-RR',
    description: 'RR of RR',
    match: { name: '*RR' },
    kyc_decisions: [{ kyc_status: 'REJECTED', rejected_reason_code: 'RR' }],
    answers: { submit: [{ status: 503 }] },
  }
  const family = parseScenario(document, 'added')
  t.equal(family.length, 24)
  t.match(family[7], {
    name: 'my-17',
    description: '17 of 17',
    match: { name: '*17' },
    kyc_decisions: [{ rejected_reason_code: 17 }],
    answers: { submit: [{ status: 503 }] },
  })
  t.throws(() => parseScenario({ name: 'next', description: 'x' }, 'added'), {
    message: /must not be "next"/,
  })
})

t.test('an entry that leaves the answer as it is takes its turn like the others', async (t) => {
  const { sandbox, api } = await open(t)
  await sandbox.addScenario({
    name: 'second-look',
    description: 'The second GET fails.',
    answers: { get_agent: [{}, { status: 500 }, {}] },
  })
  await sandbox.next('second-look')
  const id = await api.newAgent()
  const statuses = []
  for (let call = 0; call < 4; call++)
    statuses.push((await api.get(`${AGENTS}/agents/${id}`)).status)
  t.strictSame(statuses, [200, 500, 200, 200])
  t.strictSame(
    (await sandbox.agent(id)).history.flatMap(({ answer }) => answer ?? []),
    ['usual', '500'],
  )
})

t.test('scripted answers can come late, and not at all where nobody waits', async (t) => {
  const { api, sandbox } = await open(t)
  await sandbox.addScenario({
    name: 'slow',
    description: 'Late answers.',
    answers: {
      get_agent: [{ after: '1h' }, { status: 503, after: '1h' }, {}],
      submit: [{ code: 4015 }],
    },
  })
  await sandbox.next('slow')
  const id = await api.uploaded()
  const read = () => api.get(`/api/v2/agents/${id}`)
  /** Until the answer is held back. */
  const held = async () => {
    while ((await sandbox.clock.now()).scheduled.length === 0) await sandbox.health()
  }
  for (const status of [200, 503]) {
    const answer = read()
    await held()
    await sandbox.clock.advance('1h')
    t.equal((await answer).status, status)
  }
  t.equal((await read()).status, 200)
  t.match(await api.submit(id), {
    status: 422,
    body: { errors: [{ code: 4015 }] },
    hint: /scenario, slow, asks for this/,
  })
  await sandbox.setScenario(id, 'slow')
  const gone = t.rejects(read())
  await held()
  await sandbox.reset()
  await gone
})

t.test('at start an error names the file', async (t) => {
  const folder = t.testdir({
    'broken.json': '{',
    'other.json': '{"name":"mine","description":"x"}',
  })
  t.throws(() => readCatalogue(folder), { message: /broken\.json: .+ The sandbox does not start/ })
  writeFileSync(join(folder, 'broken.json'), '\uFEFF{"name":"broken","description":"x"}')
  t.throws(() => readCatalogue(folder), {
    message: /other\.json: "name" is "mine"; name the file mine\.json/,
  })
  t.throws(() => readCatalogue(join(folder, 'nowhere')), {
    message: /cannot be read\. Name an existing folder/,
  })
  mkdirSync(join(folder, 'empty'))
  t.ok(readCatalogue(join(folder, 'empty')).has('approved'))
  await t.rejects(open(t, { scenarios: folder }), { message: new RegExp(basename(folder)) })
  await t.rejects(open(t, { scenario: 'nothing' }), { message: /There is no scenario "nothing"/ })
})

t.test('a folder that has one name twice is refused', async (t) => {
  const scenario = (name: string) => JSON.stringify({ name, description: 'x' })
  const folder = t.testdir({ 'a-17.json': scenario('a-17'), 'a-RR.json': scenario('a-RR') })
  t.throws(() => readCatalogue(folder), {
    message: /the scenario "a-17" twice, in a-17\.json and a-RR\.json\. Take one of them away/,
  })
  t.throws(
    () =>
      readCatalogue(
        t.testdir({ 'RR-17.json': scenario('RR-17'), 'RR-RR.json': scenario('RR-RR') }),
      ),
    {
      message: /"17-17" twice, in RR-17\.json and RR-RR\.json/,
    },
  )
})
