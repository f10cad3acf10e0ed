import t from 'tap'
import { flipTimestamp } from '../../src/kyc/timestamps.js'
import { run } from '../helpers/cli.js'
import { receiver } from '../helpers/receiver.js'
import { magic, open } from '../helpers/sandbox.js'
import { inquire, transferred } from '../helpers/transfers.js'

t.test('faults remove', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const faults = (...words: string[]) => run(['faults', ...words], at)
  for (const status of ['500', '502', '503']) await faults('add', '--status', status)
  t.match(await faults('remove', '2'), { code: 0, out: /^fault-1 .*500.*\nfault-3 .*503/m })
  t.match(await faults('remove', 'fault-1'), { code: 0 })
  t.match(await faults('remove', '1'), {
    code: 1,
    err: 'flip-sandbox: There is no fault "fault-1" for all companies. flip-sandbox faults lists them.',
  })
  t.match(await faults('remove', '1', '--company', '1'), { code: 1, err: /of company 1\./ })
  t.match(await faults('remove', '3'), { code: 0, out: /^No faults are set for all/ })
  for (const words of [['remove'], ['add', '1'], ['clear', '1'], ['1']])
    t.match(await faults(...words), { code: 2, err: /\[add \| remove <id> \| clear\]/ })
})

t.test('a message about a field names the flag', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const refused = async (...words: string[]) => {
    const { code, err } = await run(words, at)
    t.equal(code, 2)
    return err.replace('flip-sandbox: ', '')
  }
  const add = (...words: string[]) => refused('faults', 'add', '--status', '500', ...words)
  t.equal(
    await add('--path', 'identities'),
    '--path fits no endpoint of the emulated API; did you mean "/users/:id/identities"?',
  )
  t.equal(
    await add('--path', '/users/:id/submit', '--method', 'GET'),
    '--path fits endpoints with PUT only, not with GET',
  )
  t.match(await add('--after-bytes', '0.5'), /^--after-bytes must be a whole number/)
  t.match(await refused('companies', 'add', '--callback-delay', 'x'), /^--callback-delay must be/)
  t.match(await refused('clock', 'advance', 'x'), /^What comes after advance must be a duration/)
  t.match(await add('--fault', 'cut-body'), /^A fault takes --status or --fault, not both/)
})

t.test('what the user wrote stays as it is in a message', async (t) => {
  const { sandbox } = await open(t)
  const refused = async (...words: string[]) =>
    (await run(words, { FLIP_SANDBOX_URL: sandbox.url })).err.replace('flip-sandbox: ', '')
  t.match(await refused('agents', 'add=true'), /^"add=true" is not an id/)
  t.match(
    await refused('import', './new_company=true.json'),
    /^\.\/new_company=true\.json cannot be read/,
  )
  t.match(
    await refused('banks', 'POST /_sandbox/reset.', 'operational'),
    /POST \/_sandbox\/reset\..+ flip-sandbox banks lists them\.$/,
  )
  t.match(
    await refused('companies', 'add', '--callback-url', 'null'),
    /^--callback-url must be an http or https URL .+ and password\.$/,
  )
})

t.test('what is refused, and what is filtered out', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const id = await api.decided(magic('9600'), 'PENDING')
  await api.create({ name: '!' })
  await sandbox.waitFor({ idle: true })
  const { out } = await run(['requests', '--refused', '--json'], at)
  t.match(JSON.parse(out), { total: 1, items: [{ status: 422 }] })
  const none = async (...words: string[]) => t.match(await run(words, at), { out: /^No such / })
  await none('requests', '--status', '404')
  await none('agents', '--status', 'approved')
  await none('callbacks', '--state', 'failed')
  await none('callbacks', '--kind', 'inquiry')
  await none('callbacks', '--disbursement', '1234567000000001789')
  await none('disbursements', '--agent', String(id))
  await none('disbursements', '--status', 'done')
  t.match(await run(['faults', '--company', '1'], at), {
    out: /^Company 1 has no faults of its own; flip-sandbox faults lists/,
  })
  t.match(await run(['agents', '--status', 'pending'], at), { out: new RegExp(`^${id} `, 'm') })
  for (const [words, err] of [
    [['callbacks', '--state', 'deliverd'], /--state cannot be deliverd; did you mean delivered\?/],
    [['callbacks', '--kind', 'bank'], /--kind cannot be bank; write one of: kyc, disburs/],
    [['agents', '1234567000000001789'], /is too long .* flip-sandbox disbursements/],
    [
      ['decide', '1', 'done'],
      /"done" is not a status of an agent \(a transfer has it: flip-sandbox disburse decide <id> done\); /,
    ],
  ] as const)
    t.match(await run(words, at), { code: 2, err }, words.join(' '))
})

t.test('a refused call of the command itself names commands, too', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const create = async (err: RegExp) => t.match(await run(['create'], at), { code: 1, err })
  await sandbox.setMaintenance(true)
  await create(/switch it off with flip-sandbox maintenance off\./)
  await sandbox.setMaintenance(false)
  await sandbox.setFaults([{ fault: 'ip-not-whitelisted' }])
  await create(/take it away with flip-sandbox faults clear\./)
  await sandbox.setFaults([{ fault: 'cut-body' }])
  await create(/got no whole answer; flip-sandbox faults clear takes faults away/)
  await sandbox.clearFaults()
})

t.test('a callback that is still to come says when', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const agent = await api.decided(magic('9404'))
  const [late] = (await sandbox.callbacks({ state: 'scheduled' })).items
  const wib = (at = '') => flipTimestamp(Date.parse(at))
  const due = `It is due at ${wib(late?.due)} WIB.`
  t.match((await run(['agents', String(agent)], at)).out, new RegExp(`scheduled +${due}$`, 'm'))
  t.match((await run(['callbacks', String(late?.id)], at)).out, `scheduled\n${due}\n`)
  t.match((await run(['callbacks'], at)).out, new RegExp(`scheduled +${wib(late?.due)}`))
  await transferred(api, await api.decided(), { account_number: '1122339131' })
  const [dropped] = (await sandbox.callbacks({ kind: 'disbursement' })).items
  t.equal(dropped?.sent_at, null, 'one that is never sent')
  t.match(
    (await run(['callbacks'], at)).out,
    new RegExp(` transfer \\d+ +${dropped?.state} +${wib(dropped?.due)}`),
  )
  await inquire(api, '1')
  t.match((await run(['callbacks', '--kind', 'inquiry'], at)).out, / inquiry +\w+ +20/)
})

t.test('a callback that was sent more than once shows each attempt', async (t) => {
  const { url, close, next } = await receiver(t, 500)
  const { sandbox, api } = await open(t, { disbursementCallbackUrl: url })
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const agent = await api.decided()
  await sandbox.waitFor({ idle: true })
  await sandbox.clock.freeze()
  await transferred(api, agent)
  await next(1)
  const [{ id } = { id: 0 }] = (await sandbox.callbacks({ kind: 'disbursement' })).items
  const first = / {2}1 {2}\S+ \S+ WIB {2}answered 500 in [\d.]+ m?s\n/
  await sandbox.clock.advance('1m')
  t.match((await run(['callbacks', String(id)], at)).out, first)
  await close()
  await sandbox.clock.advance('1m')
  const { out } = await run(['callbacks', String(id)], at)
  t.match(out, first)
  t.match(out, /\n {2}2 {2}\S+ \S+ WIB {2}Nothing listens at /)
})

t.test('an attempt that has no answer yet is under way', async (t) => {
  const { url, next, received } = await receiver(t, () =>
    received.length === 1 ? 500 : new Promise<number>(() => {}),
  )
  const { sandbox, api } = await open(t, { disbursementCallbackUrl: url })
  const agent = await api.decided()
  await sandbox.waitFor({ idle: true })
  await sandbox.clock.freeze()
  await transferred(api, agent)
  await next(1)
  await sandbox.clock.advance('1m')
  sandbox.clock.advance('1m').catch(() => {})
  await next(2)
  const [{ id } = { id: 0 }] = (await sandbox.callbacks({ kind: 'disbursement' })).items
  t.match(
    (await run(['callbacks', String(id)], { FLIP_SANDBOX_URL: sandbox.url })).out,
    /^Callback \d+, transfer \d+: sending\n {2}1 .* answered 500 .*\n {2}2 {2}\S+ \S+ WIB {2}under way\n/,
  )
})

t.test('times are in one zone, named once, and the numbers in units', async (t) => {
  const { sandbox, api } = await open(t, { disbursements: 'manual' })
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  await sandbox.setFaults([{ method: 'POST', path: '/agents', latency: '1s', nth: 1 }])
  await api.create()
  const agent = await api.decided()
  await inquire(api, '1122333301')
  const { created_at } = await sandbox.agent(agent)
  const [day, hour] = flipTimestamp(Date.parse(created_at)).split(' ')
  t.match(
    (await run(['agents', String(agent)], at)).out,
    new RegExp(`^at \\(WIB\\) +what +status +reason\n${day} ${hour} {2}agent-created$`, 'm'),
  )
  t.match((await run(['requests', '1'], at)).out, / after 1 s, at \S+ \S+ WIB\nThe fault latency/)
  t.match(
    (await run(['requests'], at)).out,
    /^call +at \(WIB\) +method[^\n]+\n\d+ +20\S+ [\d:]{8} +POST/,
  )
  t.match((await run(['callbacks'], at)).out, /sent, or due \(WIB\)/)
  t.match((await run(['inquiries'], at)).out, / due \(WIB\)\n/)
  t.match((await run(['banks'], at)).out, / fee \(rupiah\) +status\nbca +BCA +5,000 /)
  const [call] = JSON.parse((await run(['requests', '--json'], at)).out).items
  t.match(call.at, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'for a machine RFC 3339')
})

t.test('wait for a transfer', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const id = await transferred(api, await api.decided())
  const wait = (...words: string[]) => run(['wait', ...words], at)
  t.match(await wait('--disbursement', id, '--status', 'done', '--callback', 'delivered'), {
    code: 0,
    out: new RegExp(`^Transfer ${id} is DONE; callback \\d+ is delivered\\.$`),
  })
  t.match(await wait('--disbursement', id), { code: 0, out: new RegExp(`^Transfer ${id} is DONE`) })
  const rounded = String(Number(id)).slice(0, 19)
  t.match(await wait('--disbursement', BigInt(Number(id)).toString()), {
    code: 1,
    err: new RegExp(`no transfer ${rounded.slice(0, 10)}\\d+, but ${id}\\. A program has read`),
  })
  for (const [words, code, err] of [
    [['1', '--disbursement', id], 2, /not both/],
    [['--disbursement', id, '--status', 'approved'], 2, /"approved" is not a status of a transfer/],
    [['--disbursement', id, '--status', 'don'], 2, /did you mean done\?/],
    [['--disbursement', 'x'], 2, /"x" is not the id of a transfer/],
    [['--disbursement', '7'], 1, /There is no transfer 7\. flip-sandbox disbursements lists them/],
  ] as const)
    t.match(await wait(...words), { code, err }, words.join(' '))
})

t.test('a company with settings for transfers', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const url = (name: string) => `http://127.0.0.1:9/${name}`
  const words = [
    ...['--disbursement-callback-url', url('transfers'), '--inquiry-callback-url', url('asked')],
    ...['--bank-status-callback-url', url('banks'), '--disbursement-delay', '1m'],
    ...['--balance', '20000', '--transaction-ids', 'small', '--disbursements', 'manual'],
  ]
  const { out } = await run(['companies', 'add', ...words], at)
  t.match(
    out,
    /\nof transfers to {3}http:\S+\/transfers\nof inquiries to {3}\S+\/asked\nof banks to {7}\S+\/banks$/,
  )
  const shown = (await run(['companies', '2'], at)).out
  t.ok(shown.startsWith(`${out}\n\ncallback-delay `), shown)
  t.match(shown, /\nbalance +20000\ntransaction-ids +small\ndisbursements +manual\nrequest-id /)
  t.match(await run(['companies', '9'], at), { code: 1, err: /There is no company 9/ })
  t.match((await sandbox.company(2)).settings, {
    disbursement_delay: '1m',
    balance: 20_000,
    transaction_ids: 'small',
    disbursements: 'manual',
  })
  const json = async (...words: string[]) =>
    JSON.parse((await run(['companies', 'add', ...words, '--json'], at)).out)
  t.match(await json('--transaction-ids', 'SMALL', '--callback-delay', '90m'), {
    transaction_ids: 'small',
    callback_delay: '90m',
  })
  t.match(await run(['companies', 'add', '--transaction-ids', 'short'], at), {
    code: 2,
    err: /--transaction-ids must be one of: long, small/,
  })
})

t.test('wrong words about transfers say the right ones', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  for (const [words, err] of [
    [['disburse', '1', 'done'], /Did you mean flip-sandbox disburse decide 1 done\?/],
    [
      ['disbursements', 'decide', '1', 'done'],
      /Did you mean flip-sandbox disburse decide 1 done\?/,
    ],
    [['disbursements', '1', '2'], /Write it as: flip-sandbox disbursements \[<id>\]/],
    [['disburse', 'decide', '1'], /Write it as: flip-sandbox disburse decide <id>/],
    [
      ['disburse', 'decide', '1', 'Done', '--reason', 'inactive-account'],
      /--reason goes with canc/,
    ],
    [['balance', '15,000'], /"15,000" is no amount; write whole rupiah/],
    [['disbursements', '--status', 'finished'], /--status cannot be finished; write one of: pend/],
  ] as const)
    t.match(await run(words, at), { code: 2, err }, words.join(' '))
})

t.test('where no sandbox answers, the message says where it was looked for', async (t) => {
  t.match(await run(['agents'], { FLIP_SANDBOX_PORT: '2' }), {
    code: 1,
    err: 'flip-sandbox: No sandbox answers at http://127.0.0.1:2 (ECONNREFUSED). Start one with flip-sandbox start, or name another with --url, FLIP_SANDBOX_URL or FLIP_SANDBOX_PORT.',
  })
  t.match((await run(['agents', '--help'])).out, /--url <url> .*FLIP_SANDBOX_PORT or 4010/)
})

t.test('banks and inquiries', async (t) => {
  const { sandbox, api } = await open(t, { disbursements: 'manual' })
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match((await run(['banks'], at)).out, /^bca +BCA +5,000 +OPERATIONAL$/m)
  t.match(await run(['banks', 'bca', 'heavily-disturbed'], at), {
    code: 0,
    out: 'BCA is HEAVILY_DISTURBED.',
  })
  t.match((await run(['banks'], at, true)).out, '\u001b[31mHEAVILY_DISTURBED\u001b[0m')
  t.match(await run(['inquiries'], at), { code: 0, out: 'No inquiries yet.' })
  await inquire(api, '1122333301')
  t.match(
    (await run(['inquiries', '--status', 'pending'], at)).out,
    /^1 +1 +bca 1122333301 +PENDING$/m,
  )
  t.match(await run(['inquiries', 'decide', '1', 'closed'], at), {
    code: 0,
    out: 'Inquiry 1 about bca 1122333301: CLOSED',
  })
  t.match(await run(['inquiries', '--status', 'pending'], at), { out: 'No such inquiries.' })
  const automatic = await sandbox.createCompany({ disbursements: 'auto', disbursementDelay: '1h' })
  await inquire(api.of(automatic), '1122333302')
  t.match(
    (await run(['inquiries', '--company', String(automatic.id)], at)).out,
    /PENDING +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/m,
  )
  for (const [words, code, err] of [
    [['banks', 'bca'], 2, /Write it as: flip-sandbox banks \[<code> <status>\]/],
    [['banks', 'bca', 'operation'], 2, /is not a status of a bank; did you mean operational\?/],
    [
      ['banks', 'wxyz', 'disturbed'],
      1,
      /: There is no bank "wxyz"\. flip-sandbox banks lists them/,
    ],
    [['banks', 'bcaa', 'disturbed'], 1, /no bank "bcaa".*Did you mean "bca"\? flip-sandbox banks/],
    [['inquiries', '1', 'closed'], 2, /Write it as: flip-sandbox inquiries \[decide/],
    [['inquiries', 'decide', '1'], 2, /Write it as/],
    [['inquiries', 'decide', '1', 'close'], 2, /no result of an inquiry; did you mean closed\?/],
    [
      ['inquiries', 'decide', '1', 'pending'],
      2,
      /no result of an inquiry; write one of: success, /,
    ],
    [['inquiries', 'decide', '2', 'closd'], 2, /did you mean closed\? write one of: success, /],
    [['inquiries', 'decide', '9', 'closed'], 1, /no inquiry 9\. flip-sandbox inquiries lists them/],
    [['inquiries', 'decide', '1', 'success'], 1, /has ended with CLOSED/],
  ] as const)
    t.match(await run(words, at), { code, err }, words.join(' '))
})
