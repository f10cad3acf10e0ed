import t from 'tap'
import { KYC_STATUSES } from '../../src/kyc/agent.js'
import { VERSION } from '../../src/lib/version.js'
import { run } from '../helpers/cli.js'
import { AGENTS, open } from '../helpers/sandbox.js'

t.test('create', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }

  t.test('brings agents to every status there is', async (t) => {
    const slow = await sandbox.createCompany({ callbackDelay: '1h' })
    for (const company of ['1', String(slow.id)]) {
      for (const status of KYC_STATUSES) {
        const reason = ['REJECTED', 'UPLOAD_IDENTITY_SELFIE_FAILED'].includes(status)
        const words = ['--company', company, ...(reason ? ['--code', '17'] : [])]
        const { code, out } = await run(['create', '--status', status, ...words], at)
        t.equal(code, 0, `${status} of company ${company}`)
        t.match(out, new RegExp(`^Agent \\d+, \\w+ \\w+: ${status}${reason ? ' \\(17\\)' : ''}$`))
      }
    }
    t.equal((await slow.agents()).total, KYC_STATUSES.length)
  })

  t.test('with a scenario of its own, and a word about one that is armed', async (t) => {
    const words = ['create', '--status', 'approved', '--scenario', 'callback-twice', '--json']
    t.match(JSON.parse((await run(words, at)).out).items, [
      { kyc_status: 'APPROVED', scenario: { name: 'callback-twice' } },
    ])
    t.match(JSON.parse((await run(['create', '--scenario', 'help', '--json'], at)).out).items, [
      { kyc_status: 'BASIC_DATA', scenario: { name: 'help' } },
    ])
    await sandbox.next('callback-late')
    t.match(await run(['create', '--status', 'approved'], at), {
      code: 0,
      err: 'The armed scenario callback-late is used up by an agent that follows another one; give it as --scenario callback-late.',
    })
    await sandbox.next('callback-late')
    t.match(await run(['create'], at), { code: 0, err: '' }, 'this one follows it')
  })

  t.test('a rejected one can be repaired, as its scenario says', async (t) => {
    const words = ['create', '--status', 'rejected', '--code', '17', '--json']
    const { items } = JSON.parse((await run(words, at)).out)
    t.match(items, [{ kyc_status: 'REJECTED', scenario: { name: 'rejected-17' } }])
  })

  t.test('several, whose numbers differ and are not magic', async (t) => {
    const company = await sandbox.createCompany()
    const { out } = await run(['create', '--count', '30', '--company', String(company.id)], at)
    t.equal(out.split('\n').length, 30)
    const { items } = await company.agents()
    t.equal(new Set(items.map(({ identity_number }) => identity_number)).size, 30)
    t.ok(items.every(({ scenario }) => scenario.name === 'approved'))
  })

  t.test('refuses, with what to write', async (t) => {
    for (const [words, err] of [
      [
        ['--scenario', 'aproved'],
        /^flip-sandbox: There is no scenario "aproved"; .+ flip-sandbox scenarios lists them\.$/,
      ],
      [
        ['--status', 'aproved'],
        /"aproved" is not a status; did you mean approved\? write one of: bas/,
      ],
      [['--status', 'rejected'], /rejected needs --code, a rejection reason from 10 to 33\./],
      [['--status', 'approved', '--code', '17'], /--code goes with --status rejected or upload/],
      [['--code', '17'], /--code goes with --status rejected/],
      [['--count', '0'], /--count must be a whole number from 1 to 10000/],
      [['--count', 'two'], /--count must be a number, and two is none/],
    ] as const) {
      t.match(await run(['create', ...words], at), { code: 2, out: '', err }, words.join(' '))
    }
    t.match(await run(['create', '--company', '99'], at), {
      code: 1,
      err: 'flip-sandbox: There is no company 99. flip-sandbox companies lists them.',
    })
    await sandbox.setMaintenance(true)
    t.match(await run(['create'], at), {
      code: 1,
      err: /^flip-sandbox: POST \/big_sandbox_api\/v2\/agents was answered 503: The sandbox is in maint/,
    })
    await sandbox.setMaintenance(false)
    await sandbox.setFaults([{ fault: 'connection-reset' }])
    t.match(await run(['create'], at), {
      code: 1,
      err: /got no whole answer; flip-sandbox faults clear/,
    })
    await sandbox.clearFaults()
  })
})

t.test('faults', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['faults'], at), {
    code: 0,
    out: /^No faults are set for all companies; flip-sandbox faults add sets one\.$/,
  })
  for (const words of [
    ['--method', 'get', '--nth', '1', '--fault', 'connection-reset'],
    ['--method', 'put', '--path', '/users/:id/submit', '--nth', '2', '--status', '503'],
    ['--probability', '0.07', '--seed', '7', '--latency', '2s'],
    ['--fault', 'upload-cut', '--after-bytes', '10'],
  ]) {
    t.equal((await run(['faults', 'add', ...words], at)).code, 0)
  }
  const listed = async () =>
    (await run(['faults'], at)).out.split('\n').map((line) => line.split(/ {2,}/))
  const [submit, late, cut] = [
    ['PUT /users/:id/submit', 'call 2 only', 'answered 503'],
    ['any call', '7 % of them', '2s late'],
    ['any call', 'every call', 'upload-cut after 10 bytes'],
  ] as const
  t.strictSame(await listed(), [
    ['id', 'calls', 'when', 'what happens', 'has struck', 'may still strike'],
    ['fault-1', 'GET', 'call 1 only', 'connection-reset', 'not yet', 'once, at the next call'],
    ['fault-2', ...submit, 'not yet', 'once, in 2 calls'],
    ['fault-3', ...late, 'not yet', 'without limit'],
    ['fault-4', ...cut, 'not yet', 'without limit'],
  ])
  await sandbox.setFaults([{ nth: 1, status: 500 }, { status: 503 }])
  for (const _ of [1, 2, 3]) await api.create()
  t.strictSame((await listed()).slice(1), [
    ['fault-1', 'any call', 'call 1 only', 'answered 500', 'once', 'no more'],
    ['fault-2', 'any call', 'every call', 'answered 503', '2 times', 'without limit'],
  ])
  t.match(await run(['faults', 'add', '--latency', '1s', '--fault', 'cut-body'], at), {
    out: /after 1s: cut-body +not yet/,
  })
  t.match((await sandbox.faults()).items, [{ nth: 1 }, {}, { fault: 'cut-body' }])
  for (const [words, err] of [
    [['add'], /A fault needs --status, --fault or --latency/],
    [
      ['add', '--fault', 'cutbody'],
      /--fault cannot be cutbody; did you mean cut-body\? write one of: no-answer/,
    ],
    [
      ['add', '--method', 'PATCH', '--status', '500'],
      /--method cannot be PATCH; write one of: get, post, put\./,
    ],
    [['add', '--status', '200'], /--status must be a whole number from 400 to 599/],
    [['replace'], /Write it as: flip-sandbox faults \[add \| remove/],
  ] as const) {
    t.match(await run(['faults', ...words], at), { code: 2, out: '', err }, words.join(' '))
  }
  t.match(await run(['faults', 'clear'], at), { code: 0, out: 'There are no faults any more.' })
  t.equal((await sandbox.faults()).total, 0)
})

t.test('maintenance', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['maintenance'], at), { code: 0, out: 'No maintenance.' })
  t.match(await run(['maintenance', 'on'], at), { out: 'Maintenance: calls are answered 503.' })
  t.match(await run(['maintenance', 'on', '--status', '401'], at), { out: /answered 401/ })
  t.match(await run(['maintenance', 'off'], at), { code: 0, out: 'No maintenance.' })
  t.match(await run(['maintenance', 'maybe'], at), { code: 2, err: /\[on \| off\]/ })
  t.match(await run(['maintenance', 'on', '--status', '500'], at), { code: 2, err: /503, 401/ })
})

t.test('requests', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['requests'], at), { code: 0, out: 'No calls yet.' })
  const id = await api.newAgent({ name: 'Budi' })
  await api.submit(id)
  await api.create({ name: '!' })
  await sandbox.setFaults([{ fault: 'connection-reset' }])
  await api.get(`${AGENTS}/agents/${id}`).catch(() => {})
  const { out } = await run(['requests'], at)
  const lines = out.split('\n')
  t.match(lines[0], /^call +at \(WIB\) +method +path +answer +agent +fault +hint$/)
  t.match(lines[1], /GET +\S+ +none +\d+ +connection-reset$/)
  t.match(lines[2], /POST +\S+ +422 +"?name"? /)
  t.match(lines[3], new RegExp(`PUT +/kyc-sandbox/api/v1/users/${id}/submit +\\d+ +${id} +\\S`))
  const only = async (...words: string[]) =>
    JSON.parse((await run(['requests', ...words, '--json'], at)).out).items
  t.match(await only('--status', '422'), [{ status: 422, path: /agents/ }])
  t.equal((await only('--status', '200')).length, 1)
  t.equal((await only('--path', 'submit')).length, 1)
  t.equal((await only('--agent', String(id))).length, 3)
  const [submitted] = await only('--path', 'submit')
  t.equal((await only('--request-id', submitted.request_id)).length, 1)
  t.match(await run(['requests', String(submitted.id)], at), {
    out: /^Call \d+: answered 4\d\d after [\d.]+ m?s, at \S+ \S+ WIB\n[^\n]+\n\nPUT \/kyc-sandbox\/\S+submit HTTP\/1\.1\r\n[\s\S]+user_type[\s\S]+HTTP\/1\.1 4\d\d[\s\S]+\}$/,
  })
  const [created] = await only('--status', '200')
  t.match(await run(['requests', String(created.id)], at), {
    out: /^Call \d+: answered 200 after .* WIB\n\nPOST /,
  })
  const [lost] = await only()
  t.match(await run(['requests', String(lost.id)], at), {
    out: /^Call \d+: no answer after .* WIB\nThe fault connection-reset struck it\.\n\nGET [\s\S]*\n$/,
  })
  t.match(await run(['requests', '999'], at), {
    code: 1,
    err: /There is no call 999 among the latest; flip-sandbox requests lists them/,
  })
})

t.test('companies', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const made = await run(
    ['companies', 'add', '--scenario', 'rejected-17', '--secret-key', 'mine', '--max-repairs', '1'],
    at,
  )
  t.match(
    made.out,
    /^Company 2\nAPI secret key {4}mine\nAuthorization {5}Basic \S+\nValidation token/,
  )
  t.match(made.out, /\nCallbacks go to {3}the sandbox's own inbox$/)
  t.match(await run(['companies', 'add', '--callback-url', 'http://127.0.0.1:1/'], at), {
    out: /Callbacks go to {3}http:\/\/127\.0\.0\.1:1\/$/,
  })
  const { out } = await run(['companies'], at)
  t.match(out.split('\n')[1], /^3 +approved +0 +http:\/\/127\.0\.0\.1:1\/ +\S+$/)
  t.match(out.split('\n')[2], /^2 +rejected-17 +0 +inbox +mine$/)
  t.match(await run(['companies', 'delete', '3'], at), { code: 0, out: 'Company 3 is gone.' })
  for (const [words, code, err] of [
    [['delete'], 2, /Write it as: flip-sandbox companies/],
    [['add', '--magic-numbers', 'yes'], 2, /--magic-numbers must be one of: on, off/],
    [['add', '--scenario', 'rejected17'], 2, /did you mean "rejected-17"\? flip-sandbox scenarios/],
    [
      ['add', '--scenario', 'rejected-RR'],
      2,
      /--scenario must be .*; write a reason for RR, such as "rejected-17"\.$/,
    ],
    [['delete', '3'], 1, /There is no company 3\. flip-sandbox companies lists them/],
  ] as const) {
    t.match(await run(['companies', ...words], at), { code, out: '', err }, words.join(' '))
  }
})

t.test('what is armed is shown, and disarmed', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['next'], at), { code: 0, out: 'Nothing is armed.' })
  await run(['next', 'help'], at)
  t.match(await run(['next', 'rejected-17', '--times', '2'], at), {
    out: 'Armed: help for 1 agent, then rejected-17 for 2 agents.',
  })
  t.match(await run(['next', '--clear'], at), { out: 'Nothing is armed.' })
  await run(['next', 'help'], at)
  t.match(await run(['next', 'pending', '--clear'], at), { out: 'Armed: pending for 1 agent.' })
  t.match(await run(['next', '--company', '1'], at), { out: /pending/ })
  t.match(await run(['next', 'transfer-pending'], at), {
    code: 2,
    out: '',
    err: /^flip-sandbox: The scenario "transfer-pending" is for transfers .* use an account whose/,
  })
})

t.test('a flag that would be ignored is refused, with the words that it goes with', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  for (const [line, instead] of [
    ['faults --status 503', '--status goes with add: flip-sandbox faults add --status …'],
    ['faults clear --path /agents', '--path goes with add: flip-sandbox faults add --path …'],
    ['companies --scenario help', '--scenario goes with add: flip-sandbox companies add --sce'],
    ['companies delete 2 --balance 1', '--balance goes with add: flip-sandbox companies add --b'],
    ['next --times 3', '--times goes with <scenario>: flip-sandbox next <scenario> --times …'],
    ['next --clear --times 3', '--times goes with <scenario>: '],
    ['maintenance --status 401', '--status goes with on: flip-sandbox maintenance on --status …'],
    ['maintenance off --status 401', '--status goes with on: '],
    ['agents 1 --status pending', '--status goes with the list alone: flip-sandbox agents --sta'],
    ['callbacks 1 --state failed', '--state goes with the list alone: flip-sandbox callbacks --'],
    ['callbacks resend 1 --agent 2', '--agent goes with the list alone: '],
    ['requests 1 --refused', '--refused goes with the list alone: flip-sandbox requests --refu'],
    ['disbursements 1 --agent 2', '--agent goes with the list alone: flip-sandbox disbursements'],
    ['inquiries decide 1 success --company 2', '--company goes with the list alone: flip-sandbox'],
  ] as const) {
    const { code, out, err } = await run(line.split(' '), at)
    t.strictSame([code, out], [2, ''], line)
    t.ok(err.startsWith(`flip-sandbox: ${instead}`), err)
  }
  for (const line of ['faults --company 1', 'faults clear --company 1', 'maintenance --company 1'])
    t.match(await run(line.split(' '), at), { code: 0, err: '' }, line)
})

t.test('help and version as commands, and the nearest word', async (t) => {
  t.match(await run(['help']), { code: 0, out: /^flip-sandbox: a local Flip for Business/ })
  t.match(await run(['help', 'decide']), { code: 0, out: /^Usage: flip-sandbox decide <id>/ })
  t.match(await run(['help', 'decid']), { code: 2, err: /did you mean "decide"/ })
  t.match(await run(['help', 'nope']), {
    code: 2,
    err: 'flip-sandbox: There is no command "nope"; flip-sandbox help lists them.',
  })
  t.match(await run(['agents', '--zzzz']), {
    code: 2,
    err: 'flip-sandbox: There is no flag --zzzz for "agents"; flip-sandbox agents --help lists its flags.',
  })
  t.match(await run(['version']), { code: 0, out: VERSION })
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['next', 'rejected17'], at), {
    code: 2,
    err: 'flip-sandbox: There is no scenario "rejected17"; did you mean "rejected-17"? flip-sandbox scenarios lists them.',
  })
  t.match(await run(['next', '9917'], at), { code: 2, err: /"9917"; did you mean "rejected-17"\?/ })
  t.match(await run(['next', 'foo'], at), {
    code: 2,
    err: 'flip-sandbox: There is no scenario "foo"; flip-sandbox scenarios lists them.',
  })
  t.match(await run(['start', '--scenario', 'foo', '--state', 'memory', '--port', '0']), {
    code: 2,
    err: 'flip-sandbox: There is no scenario "foo"; docs/scenarios.md lists them.',
  })
  t.match(await run(['decide', '20', 'approve'], at), { err: /did you mean approved\?/ })
  t.match(await run(['wait', '20', '--callback', 'deliverd'], at), {
    err: /did you mean delivered/,
  })
  t.match(await run(['agents', '20'], at), { err: /flip-sandbox agents lists them/ })
})

t.test('a list is in colour on a terminal, and plain in a pipe', async (t) => {
  const { sandbox, api } = await open(t)
  await api.newAgent()
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  await run(['create', '--status', 'approved'], at)
  const { out } = await run(['agents'], at, true)
  t.ok(out.startsWith('\u001b[1mid '))
  t.ok(out.includes(' \u001b[32mAPPROVED\u001b[0m '))
  t.ok(out.includes(' BASIC_DATA '))
  await api.newAgent({ name: 'DONE' })
  t.match((await run(['agents'], at, true)).out, / DONE +\d/, 'a name has no colour')
  t.notOk((await run(['agents'], at)).out.includes('\u001b'))
})
