import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { DrillReport } from '../../src/client.js'
import { run, spawnCli } from '../helpers/cli.js'
import { createReceiver, listening, TOKEN } from '../helpers/drills.js'
import { folder } from '../helpers/folder.js'
import { freePort } from '../helpers/free-port.js'
import { open, type Teardown } from '../helpers/sandbox.js'

/**
 * Nobody listens there, so that the token is not asked for. A free port could be given to one of the servers here
 * meanwhile.
 */
const NO_SANDBOX = { FLIP_SANDBOX_PORT: '2' }
const QUICK = ['--settle', '10ms']

async function place(t: Teardown, mistake = '', token = TOKEN) {
  const { url, probe } = await listening(t, createReceiver({ token, mistake }))
  const drill = (...flags: string[]) =>
    run(['drill', url, '--probe', probe, ...QUICK, ...flags], NO_SANDBOX)
  return { url, probe, drill }
}

t.test('it prints a line for each drill, and what failed with its remedy', async (t) => {
  const { drill } = await place(t, 'no-token-check')
  const { code, out, err } = await drill('--only', 'token-wrong,duplicate')
  t.match({ code, err }, { code: 1, err: '' })
  t.match(
    out,
    /^1\/3 {2}passed {3}answer-in-time {2}APPROVED → 200 in .* ms\n2\/3 {2}failed {3}token-wrong {5}APPROVED \(wrong token\) had an effect: 404 became .*\n {7}Remedy: Compare the whole token.*\n3\/3 {2}passed {3}duplicate/,
  )
  t.match(out, /\n\n2 passed, 0 warned, 0 unknown, 1 failed, in .* s\.$/)
  t.equal((await drill('--skip', 'token-wrong', '--only', 'token-wrong,duplicate')).code, 0)
})

t.test('it says what was not judged, and fails on it where it is told to', async (t) => {
  const { url } = await place(t)
  const words = ['drill', url, '--only', 'approved']
  const { code, out } = await run(words, NO_SANDBOX)
  t.equal(code, 0)
  t.match(out, /\nNot judged:\n {2}approved: Nobody sees what became of it: give a probe\.\n/)
  t.equal((await run([...words, '--fail-on', 'unknown'], NO_SANDBOX)).code, 1)
})

t.test('where nothing listens, it says once what was not tried, and what to do', async (t) => {
  const { code, out } = await run(['drill', `http://127.0.0.1:${await freePort()}/`], NO_SANDBOX)
  t.equal(code, 1)
  t.match(
    out,
    /^ 1\/\d+ {2}failed {3}answer-in-time .*\n {7}Remedy: Start your receiver, or correct the URL\.\n\n\d+ not tried: answer-in-time has failed: mend that first\.\n0 passed, .*$/,
  )
})

t.test('it writes JSON, Markdown and JUnit XML', async (t) => {
  const { url, drill } = await place(t, 'plus-sign')
  const flags = ['--only', 'spelling,approved']
  const { out, err } = await drill(...flags, '--json', '--bytes')
  const report = JSON.parse(out) as DrillReport
  t.match({ err, report }, { err: '', report: { url, verdict: 'failed', counts: { passed: 2 } } })
  const step = report.drills[1]?.steps[0]
  t.match(step?.request, /^POST \/callback HTTP\/1.1\r\n.*\r\n\r\ndata=%7B%22agent_id%22/s)
  t.match(step?.response, /^HTTP\/1.1 200 OK\r\n/)

  const markdown = (await drill(...flags, '--markdown')).out
  t.match(markdown, /^## Drill of .*\n\n3 drills: 2 passed, 0 warned, 0 unknown, 1 failed\.\n/)
  t.match(markdown, /\n\| spelling \| \*\*failed\*\* \| The probe shows agent\\_name otherwise/)
  const { out: unknown } = await run(['drill', url, '--markdown'], NO_SANDBOX)
  t.match(unknown, /\n\nWhat could not be judged:\n\n- approved, .*: Nobody sees/)

  const file = join(folder(t), 'drill.xml')
  await drill(...flags, '--junit', file)
  const xml = readFileSync(file, 'utf8')
  t.match(xml, /<testsuite name="drill http.*" tests="3" failures="1" errors="0" skipped="0"/)
  t.match(
    xml,
    /name="spelling" .*>\n {6}<failure message="The probe .* \(&quot;Budi Santoso&quot;\)/,
  )
  await run(['drill', url, '--junit', file], NO_SANDBOX)
  t.match(readFileSync(file, 'utf8'), /<skipped message="Nobody sees what became of it/)
  const { code, err: nowhere } = await drill(...flags, '--junit', join(file, 'x.xml'))
  t.match(
    { code, nowhere },
    { code: 1, nowhere: /The report cannot be written to .* with --junit/ },
  )
})

t.test('a warning is told in each of them', async (t) => {
  const path = folder(t, {
    'answer-in-time.json': JSON.stringify({
      name: 'answer-in-time',
      about: 'It answers.',
      steps: [{ send: { kyc_status: 'APPROVED' }, within: '0' }],
      remedy: 'Answer sooner.',
    }),
  })
  const { drill } = await place(t)
  const file = join(path, 'drill.xml')
  const flags = ['--drills', path, '--only', 'answer-in-time', '--junit', file, '--bytes']
  const { code, out } = await drill(...flags)
  t.match({ code, out }, { code: 0, out: /warned {3}answer-in-time {2}It took .* to answer/ })
  t.match(out, /\nPOST \/callback HTTP\/1.1\r\n.*HTTP\/1.1 200 OK/s)
  t.match(readFileSync(file, 'utf8'), /<system-out>Warning: It took .*\nAnswer sooner\.</)
})

t.test('the bytes of a callback without an answer', async (t) => {
  const url = `http://127.0.0.1:1/`
  t.match((await run(['drill', url, '--bytes'], NO_SANDBOX)).out, /\(no answer\)/)
})

t.test('a probe and a registration by commands', async (t) => {
  const path = folder(t)
  const server = createServer(async (request, response) => {
    const data = new URLSearchParams(await text(request)).get('data') ?? ''
    writeFileSync(join(path, String(JSON.parse(data).agent_id)), data)
    response.end()
  })
  const { url } = await listening(t, server)
  const commands = [
    ['--register-command', `echo new > ${path}/{agent_id}`],
    ['--probe-command', `cat ${path}/{agent_id}`],
  ]
  const words = ['drill', url, ...QUICK, '--only', 'approved', ...commands.flat()]
  const { code, out } = await run(words, NO_SANDBOX)
  t.match({ code, out }, { code: 0, out: /2 passed, 0 warned, 0 unknown, 0 failed/ })

  const failing = async (...flags: string[]) =>
    (await run(['drill', url, '--only', 'approved', ...flags], NO_SANDBOX)).out
  t.match(
    await failing('--probe-command', 'echo no such table >&2; exit 3; {agent_id}'),
    /The command of --probe-command failed; correct it, or try it by hand \(exit code 3: no such table\)\./,
  )
  t.match(
    await failing('--register-command', 'false {agent_id}'),
    /The command of --register-command failed; correct it, or try it by hand \(exit code 1\)\./,
  )
  t.match(await failing('--probe-command', 'false {agent_id}'), /by hand \(exit code 1\)\./)
  const hanging = ['sleep 60; echo {agent_id}', 'setsid sleep 1 & echo {agent_id}']
  for (const command of hanging)
    t.match(
      await failing('--limit', '300ms', '--probe-command', command),
      /The time for all drills, 300ms, was over/,
    )
})

t.test('a registration by a URL', async (t) => {
  const { url, probe } = await place(t)
  const known: string[] = []
  const server = createServer((request, response) => {
    known.push(`${request.method} ${request.url}`)
    response.writeHead(known.length > 1 ? 500 : 201).end()
  })
  const { url: at } = await listening(t, server)
  const words = ['drill', url, '--probe', probe, '--register', `${at}/{agent_id}`, ...QUICK]
  const { out } = await run([...words, '--only', 'approved'], NO_SANDBOX)
  t.match(known[0], /^POST \/callback\/1\d{9}$/)
  t.match(out, /approved: The application could not be told of an agent \(500\); let .* answer 200/)
})

t.test('the token: a flag, a variable, the running sandbox, the usual one', async (t) => {
  const { url } = await place(t, '', 'another-token')
  const { sandbox } = await open(t, { validationToken: 'another-token' })
  const words = ['drill', url, '--only', 'answer-in-time']
  t.equal((await run(words, NO_SANDBOX)).code, 1)
  t.equal((await run([...words, '--validation-token', 'another-token'], NO_SANDBOX)).code, 0)
  const variable = { ...NO_SANDBOX, FLIP_SANDBOX_VALIDATION_TOKEN: 'another-token' }
  t.equal((await run(words, variable)).code, 0)
  t.match(await run([...words, '--url', sandbox.url]), { code: 0, err: '' })
  const { sandbox: closed } = await open(t, { controlToken: 'secret' })
  t.match(await run([...words, '--url', closed.url]), {
    code: 1,
    err: /^flip-sandbox: The token of the running sandbox cannot be read, so the usual one is sent: The control API needs its token: .* --control-token\.$/,
  })
  const injected = { ...NO_SANDBOX, FLIP_SANDBOX_SERVICE_HOST: '10.0.0.1' }
  t.match((await run(words, injected)).err, /FLIP_SANDBOX_SERVICE_HOST .* is ignored/)
})

t.test('without a URL it lists the drills', async (t) => {
  t.match((await run(['drill'])).out, /^answer-in-time +A plain callback is answered with 200/)
  t.match(JSON.parse((await run(['drill', '--json'])).out)[0], { name: 'answer-in-time' })
})

t.test('of transfers, where it is told so', async (t) => {
  const { transfers } = await listening(t, createReceiver({ token: TOKEN, mistake: 'rounds-ids' }))
  const words = ['--kind', 'disbursement']
  t.match((await run(['drill', ...words])).out, /^transfer-in-time +A plain callback about a tra/)
  const own = {
    kind: 'disbursement',
    name: 'stranger',
    about: 'A transfer of somebody else does no harm.',
    steps: [
      {
        send: {
          status: 'CANCELLED',
          reason: 'CANT_RECEIVE_TRANSFER',
          transfer: 'unknown',
          extra: { beneficiary_email: '' },
        },
        answer: 'any',
      },
      { send: { status: 'DONE', data: 'x{disbursement_id}' }, answer: 'refused' },
    ],
    remedy: 'Ignore it.',
  }
  const path = folder(t, { 'stranger.json': JSON.stringify(own) })
  const { code, out } = await run(
    [
      ...['drill', transfers.url, ...words, '--probe', transfers.probe, ...QUICK],
      ...['--drills', path, '--only', 'stranger,transfer-digits,transfer-cancelled', '--bytes'],
    ],
    NO_SANDBOX,
  )
  t.equal(code, 1)
  t.match(out, /2\/4 {2}passed {3}transfer-cancelled {2}CANCELLED → 200/)
  t.match(
    out,
    /3\/4 {2}failed {3}transfer-digits {5}DONE \(an id that cannot be rounded\) changed nothing in what the probe shows: 404/,
  )
  t.match(out, /4\/4 {2}passed {3}stranger {12}CANCELLED \(with extra keys, unknown transfer\)/)
  t.match(
    out,
    /%2C%22reason%22%3A%22CANT_RECEIVE_TRANSFER%22%2C.*%2C%22beneficiary_email%22%3A%22%22%7D&token/,
  )
  t.match(out, /data=x\d{19}&token/)
})

t.test('drills of the user’s own run after the others, or in their place', async (t) => {
  const own = {
    name: 'rejected-29',
    about: 'A final rejection is taken.',
    steps: [
      {
        send: {
          kyc_status: 'REJECTED',
          rejected_reason_code: 29,
          extra: { x: 1 },
          reason_code_type: 'string',
          padding: 3,
        },
        answer: 'any',
        shows: ['kyc_status'],
      },
      { send: { kyc_status: 'REJECTED', data: 'x{agent_id}', agent: 'second' }, answer: 'refused' },
    ],
    remedy: 'Take it.',
  }
  const path = folder(t, { 'rejected-29.json': JSON.stringify(own), 'notes.txt': '' })
  const { drill } = await place(t)
  const { code, out } = await drill('--drills', path, '--only', 'rejected-29')
  t.match(
    { code, out },
    { code: 0, out: /rejected-29 +REJECTED \(reason as string, with extra keys/ },
  )
  t.match(
    (await run(['drill', '--drills', path])).out,
    /\nrejected-29 +A final rejection is taken\.$/,
  )
})

t.test('wrong use is exit code 2 and one sentence', async (t) => {
  const files = folder(t, { 'a.json': '{', 'b.json': '' })
  const misnamed = folder(t, {
    'a.json': JSON.stringify({
      name: 'b',
      about: 'x',
      steps: [{ send: { kyc_status: 'APPROVED' } }],
      remedy: 'x',
    }),
  })
  const wrong = folder(t, {
    'a.json': JSON.stringify({ name: 'a', about: 'x', steps: [{ send: {} }], remedy: 'x' }),
  })
  const empty = folder(t, {
    'a.json': JSON.stringify({ name: 'a', about: 'x', steps: [], remedy: 'x' }),
  })
  const url = 'http://127.0.0.1:1/'
  for (const [words, says] of [
    [['ftp://x'], /ftp:\/\/x is not the URL of a receiver; write it like http/],
    [[url, '--only', 'token-mising'], /no drill "token-mising"; did you mean "token-missing"\?/],
    [[url, '--skip', 'answer-in-time'], /answer-in-time cannot be skipped: without/],
    [
      [url, '--probe', 'http://127.0.0.1/'],
      /--probe must be an http or https URL with \{agent_id\}/,
    ],
    [[url, '--probe-command', 'true'], /--probe-command must have \{agent_id\} in it/],
    [
      [url, '--probe', `${url}{agent_id}`, '--probe-command', '{agent_id}'],
      /Give either --probe or/,
    ],
    [[url, '--timeout', 'soon'], /--timeout must be a duration such as 2s, an hour at the longest/],
    [[url, '--limit', '2h'], /--limit must be a duration/],
    [[url, '--kind', 'money'], /--kind cannot be money; /],
    [
      [url, '--kind', 'disbursement', '--probe-command', '{agent_id}'],
      /--probe-command must have \{disbursement_id\} in it, where the id of a transfer goes/,
    ],
    [[url, '--fail-on', 'never'], /--fail-on cannot be never; write one of: fail, unknown/],
    [[url, '--drills', '/nowhere'], /folder of drills \/nowhere cannot be read\. Name an existing/],
    [
      [url, '--drills', files],
      /a\.json: it cannot be read as JSON .*; correct it, or take it away\. Nothing/,
    ],
    [
      [url, '--drills', misnamed],
      /"name" is "b"; name the file b\.json, or the drill after the file/,
    ],
    [
      [url, '--drills', wrong],
      /"steps\[0\]\.send\.kyc_status" is missing; it must be one of: UPLOAD/,
    ],
    [[url, '--drills', empty], /"steps" must be a list of at least one step/],
  ] as const) {
    const { code, out, err } = await run(['drill', ...words], NO_SANDBOX)
    t.match({ code, out, err }, { code: 2, out: '', err: says }, words.join(' '))
  }
})

t.test('Ctrl-C ends it with a report', async (t) => {
  const server = createServer((request) => void request.resume())
  const { url } = await listening(t, server)
  const { stop, ended } = await spawnCli(t, ['drill', url], { env: NO_SANDBOX })
  await new Promise((resolve) => server.once('request', resolve))
  stop('SIGINT')
  t.match(await ended, { out: /\n\n\d+ not tried: The run was stopped\.\n/, err: '', code: 1 })
})
