import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { runCommand } from '../../src/commands/run-command.js'
import type { FidelityReport } from '../../src/rules/fidelity-report.js'
import { type Ran, run, spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import { freePort } from '../helpers/free-port.js'
import { rewritingProxy } from '../helpers/rewriting-proxy.js'
import { AGENTS, KYC, open, type Teardown } from '../helpers/sandbox.js'

t.setTimeout(300_000)

/** It is also a person's name and a part of other texts, which must make no difference. */
const KEY = 'second'
const WITH_KEY = { FLIP_TEST_SECRET_KEY: KEY }
/** How many agents all probes make. */
const AGENTS_MADE = 4
/** Probes that make two agents, then ask for their numbers again: enough where it is about the run and not the rules. */
const TWO_AGENTS = ['--only', 'numbers-taken']

/** A place for report and progress, and the flags for both. */
function place(t: Teardown) {
  const path = folder(t)
  const [report, progress] = [join(path, 'report.json'), join(path, 'progress.json')]
  return {
    report: () => JSON.parse(readFileSync(report, 'utf8')) as FidelityReport,
    progress,
    flags: ['--yes', '--report', report, '--progress', progress],
  }
}

function urlFlags(url: string): string[] {
  return ['--agents-url', url + AGENTS, '--kyc-url', url + KYC]
}

/** A second sandbox, whose checks take an hour. */
async function second(t: Teardown, secretKey = KEY) {
  const { sandbox } = await open(t, { secretKey, callbackDelay: '1h', magicNumbers: 'off' })
  const agents = async () => (await sandbox.agents({ limit: 1000 })).total
  return { sandbox, agents }
}

/** A server that answers everything so. */
async function answers(t: Teardown, status: number, type: string, body: string): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

t.test('without --yes it lists the calls, and calls nothing', async (t) => {
  const { code, out, err } = await run(['parity'])
  t.match({ code, err }, { code: 0, err: '' })
  t.match(out, /^first-agent: An agent with a KTP .*\n {2}POST agents \/agents\n/)
  t.match(
    out,
    /\d+ calls to https:\/\/bigflip\.id\/big_sandbox_api\/v2 and https:\/\/api\.flip\.id\/kyc-sandbox\/api\/v1, in about \d+ minutes\.\n/,
  )
  t.match(out, 'Rules about callbacks are left out: they take --callback-url.')
  t.match(out, `${AGENTS_MADE} agents will remain there, because Flip has no delete.`)
  const here = await run([
    'parity',
    '--only',
    'maintenance',
    ...urlFlags('http://127.0.0.1:9'),
    '--callback-url',
    'http://127.0.0.1:4020/',
  ])
  t.equal(
    here.out,
    [
      'maintenance: Whether Flip is in maintenance, asked with the key and without.',
      '  GET agents /general/maintenance',
      '  GET agents /general/maintenance',
      '',
      '2 calls to http://127.0.0.1:9/big_sandbox_api/v2 and http://127.0.0.1:9/kyc-sandbox/api/v1.',
      '0 agents will remain there, because Flip has no delete. Nothing has been called; --yes makes the calls.',
    ].join('\n'),
    'on this machine it takes no time worth a word',
  )
  const one = await run(['parity', '--only', 'kyc.submit.message', '--callback-url', 'http://x/'])
  t.match(
    one.out,
    /\n {2}CALLBACK \{checked\}\n[\s\S]*, in about 1 minute\.\n1 agent will remain there/,
  )
  t.notMatch(out, 'CALLBACK', 'what is not called is not listed')
  const json = JSON.parse((await run(['parity', '--json', '--only', 'maintenance'])).out)
  t.match(json, { agents: 0, calls: 2, probes: [{ name: 'maintenance' }] })
})

t.test('what it cannot be used with', async (t) => {
  for (const [flags, message] of [
    [['--agents-url', 'https://bigflip.id/api/v2'], /names live mode/],
    [['--only', 'mantenance'], /did you mean "maintenance"\? flip-sandbox parity lists/],
    [['--max-agents', '0'], /^flip-sandbox: --max-agents must be a whole number from 1 to 1000\.$/],
    [['--callback-port', 'x'], /--callback-port must be a whole number from 1 to 65535\.$/],
    [['--callback-wait', 'long'], /--callback-wait must be a duration such as 10m\.$/],
    [['--callback-url', 'ftp://x'], /--callback-url must be an http or https URL/],
    [['--yes=1'], /--yes takes no value; write --yes alone\.$/],
    [['--key', 'x'], /There is no flag --key for "parity"/],
    [['--yes'], /^flip-sandbox: Set FLIP_TEST_SECRET_KEY .* There is no flag for it/],
  ] as const) {
    t.match(await run(['parity', ...flags]), { code: 2, err: message }, message.source)
  }
  const bad = await run(['parity', '--yes'], { FLIP_TEST_SECRET_KEY: 'a:b' })
  t.match(bad, { code: 2, err: /The key must be 1 to 300 visible ASCII characters/ })
})

t.test('a file that cannot be written is told with its flag', async (t) => {
  const { sandbox } = await second(t)
  const missing = join(folder(t), 'missing', 'x.json')
  const asked = ['parity', '--yes', ...urlFlags(sandbox.url), '--only', 'maintenance']
  for (const [flag, message] of [
    ['report', /The report cannot be written to .* with --report/],
    ['progress', /What the run has reached cannot be written to .* with --progress/],
  ] as const) {
    const files = { report: join(folder(t), 'r'), progress: join(folder(t), 'p'), [flag]: missing }
    const flags = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file])
    const { code, err } = await run([...asked, ...flags], { FLIP_TEST_SECRET_KEY: KEY })
    t.match({ code, err }, { code: 1, err: message })
    if (flag === 'report') t.equal((await sandbox.requests()).total, 0, 'before any call')
  }
})

t.test('a terminal asks for the key', async (t) => {
  const { sandbox } = await second(t)
  const { flags, report } = place(t)
  const asked: string[] = []
  const code = await runCommand(
    ['parity', ...flags, ...urlFlags(sandbox.url), '--only', 'maintenance'],
    {
      print: () => {},
      write: async () => {},
      complain: (line) => t.fail(line),
      unread: () => 0,
      colour: false,
      variables: {},
      askSecret: async (question) => {
        asked.push(question)
        return KEY
      },
    },
  )
  t.equal(code, 0)
  t.strictSame(asked, ["API secret key of Flip's test mode: "])
  t.match(report().counts, { reached: 2, same: 2 })
})

t.test('the program asks on a terminal, on standard error', async (t) => {
  const terminal = 'data:text/javascript,process.stdin.isTTY=true;process.stdin.setRawMode=()=>{}'
  const { ended } = await spawnCli(t, ['parity', '--yes'], {
    nodeArguments: ['--import', terminal],
    env: { FLIP_TEST_SECRET_KEY: '' },
  })
  t.match(await ended, {
    code: 2,
    out: '',
    err: /^API secret key of Flip's test mode: \nflip-sandbox: Set FLIP_TEST_SECRET_KEY/,
  })
})

t.test(
  'against a second sandbox everything is the same; a second run makes no call twice',
  async (t) => {
    const { sandbox, agents } = await second(t)
    const { flags, report, progress } = place(t)
    const command = ['parity', ...flags, ...urlFlags(sandbox.url)]
    const first = await run(command, WITH_KEY)
    t.match(first, { code: 0, err: '' })
    t.match(first.out, /\nname: Names that are too long, .*\n/, 'it says what it plays')
    t.match(
      first.out,
      /\d{3} of \d+ attainable rules were compared .*: \d{3} are the same, 0 differ\.\n/,
    )
    t.match(first.out, `Agents that remain there: ${AGENTS_MADE}.`)
    t.equal(await agents(), AGENTS_MADE, 'as many agents as the list says')
    const { counts, rules, ended, target } = report()
    t.ok(counts.reached >= 190, `${counts.reached} reached`)
    t.match(counts, { same: counts.reached, different: 0, rules: rules.length })
    t.strictSame([ended, target.agents], [null, new URL(sandbox.url).host])
    t.equal(statSync(progress).mode & 0o777, 0o600)
    const calls = (await sandbox.requests({ limit: 1 })).total

    const { out } = await run([...command, '--json'], WITH_KEY)
    t.strictSame(JSON.parse(out).counts, counts, 'the report alone')
    t.equal((await sandbox.requests({ limit: 1 })).total, calls + 2, 'but to see that it is Flip')
    t.match(
      rules.find(({ id }) => id === 'callbacks.form'),
      {
        verdict: 'not reachable',
        why: 'callback: it takes --callback-url',
      },
    )
    t.match(
      rules.find(({ id }) => id === 'reasons.17'),
      { why: "it needs a decision by Flip's staff" },
    )
  },
)

t.test('neither key nor numbers are in the report, whatever the target answers', async (t) => {
  const key = 'long-and-secret'
  const { sandbox } = await second(t, key)
  const proxy = await rewritingProxy(t, sandbox.url)
  const callers = new Set<string | undefined>()
  proxy.rewriting = {
    answer: ({ status, body }, { headers, body: sent }) => {
      callers.add(headers['user-agent'])
      if (status < 400) return
      const number = /identity_number=(\w+)/.exec(sent.toString())?.[1]
      const message = `${key} ${headers.authorization} ${number}`
      if (body.errors) for (const error of body.errors) error.message = message
      else body.message = message
    },
  }
  const { flags, report, progress } = place(t)
  t.match(
    await run(['parity', ...flags, ...urlFlags(proxy.url)], {
      FLIP_TEST_SECRET_KEY: key,
    }),
    { code: 0 },
  )
  const text = JSON.stringify(report())
  t.match(text, /\{key\} Basic \{key\}/)
  t.match([...callers], [/^flip-kyc-sandbox\/\d.* \(parity\)$/], 'each call says who makes it')
  const { series } = JSON.parse(readFileSync(progress, 'utf8'))
  for (const secret of [
    key,
    Buffer.from(`${key}:`).toString('base64'),
    series,
    '99'.padEnd(8, series),
  ])
    t.notOk(text.includes(secret), secret)
  t.notOk(readFileSync(progress, 'utf8').includes(key), 'nor the key in the progress')
  t.notMatch(text, /\d{7,}/)
})

t.test('--only leaves the other rules out', async (t) => {
  const { sandbox } = await second(t)
  const { flags, report } = place(t)
  const command = ['parity', ...flags, ...urlFlags(sandbox.url), '--only', 'lists, maintenance.key']
  t.match(await run(command, WITH_KEY), { code: 0 })
  const why = (id: string) => report().rules.find((rule) => rule.id === id)
  t.match(why('lists.answer'), { verdict: 'same' })
  t.match(why('auth.basic'), { verdict: 'not reachable', why: 'left out by --only' })
})

t.test('what is not Flip, or does not take the key, ends at the first call', async (t) => {
  const { sandbox } = await second(t)
  const ending = async (url: string, variables = WITH_KEY) => {
    const { flags, report } = place(t)
    const { code, err } = await run(['parity', ...flags, ...urlFlags(url)], variables)
    t.match(report(), { ended: err.replace('flip-sandbox: ', ''), counts: { reached: 0 } }, err)
    return { code, err }
  }
  t.match(await ending(sandbox.url, { FLIP_TEST_SECRET_KEY: 'wrong' }), {
    code: 1,
    err: /^flip-sandbox: 127\.0\.0\.1:\d+ does not take the key \(401\)\. [^\n]+$/,
  })
  t.match(await ending(await answers(t, 200, 'text/html', '<p>Hello</p>')), {
    code: 1,
    err: /is not Flip's API: it answered 200 with text\/html to GET kyc \/countries/,
  })
  t.match(await ending(await answers(t, 404, 'application/json', '{"ok":false}')), {
    code: 1,
    err: /is not Flip's API: it answered 404 with other JSON to GET kyc/,
  })
  t.match(await ending(await answers(t, 200, '', 'Hello')), {
    code: 1,
    err: /it answered 200 with no type to GET kyc/,
  })
  t.match(await ending(await answers(t, 503, 'text/plain', 'later')), {
    code: 1,
    err: /answered 503 to the first call\. Try again later\.$/,
  })
  t.match(await ending('http://127.0.0.1:1'), {
    code: 1,
    err: /127\.0\.0\.1:\d+ does not answer\. Check the address/,
  })
})

t.test(
  'a run that breaks half-way reports what it reached, and the next one goes on',
  async (t) => {
    const { sandbox, agents } = await second(t)
    const proxy = await rewritingProxy(t, sandbox.url)
    const { flags, report } = place(t)
    const only = ['--only', 'numbers-taken,request-ids,forms-of-bodies,upload']
    const command = ['parity', ...flags, ...urlFlags(proxy.url), ...only]
    const failing: [(answer: { status: number }) => void, RegExp][] = [
      [
        (answer) => {
          answer.status = 503
        },
        /answered 503 to .*, and parity ends at such an answer\. Run it again later/,
      ],
      [
        (answer) => {
          answer.status = 429
        },
        /answered 429 to /,
      ],
      [
        () => {
          proxy.target = 'http://127.0.0.1:9'
        },
        /gave no whole answer to .* \(.*\)\. Run it again/,
      ],
    ]
    let reached = 0
    for (const [fail, message] of failing) {
      let left = 12
      proxy.target = sandbox.url
      proxy.rewriting = { answer: (answer) => void (left-- <= 0 && fail(answer)) }
      const ran: Ran = await run(command, WITH_KEY)
      t.match(ran, { code: 1, err: message })
      const { ended, counts } = report()
      t.match(ended, message)
      t.ok(counts.reached > reached, `${counts.reached} reached`)
      t.equal(counts.different, 0)
      reached = counts.reached
    }
    proxy.target = sandbox.url
    proxy.rewriting = {}
    t.match(await run(command, WITH_KEY), { code: 0 })
    t.equal(await agents(), 3, 'no agent was made twice')
    t.equal(report().counts.different, 0)
  },
)

t.test('an agent whose answer was lost is made once more, with other numbers', async (t) => {
  const { sandbox, agents } = await second(t)
  const proxy = await rewritingProxy(t, sandbox.url)
  const { flags, report } = place(t)
  const command = ['parity', ...flags, ...urlFlags(proxy.url), ...TWO_AGENTS]
  for (const made of [1, 2]) {
    proxy.rewriting = {
      answer: (answer, { method, path }) => {
        if (method === 'POST' && path.endsWith('/agents')) answer.status = 502
      },
    }
    t.match(await run(command, WITH_KEY), { code: 1, err: /answered 502 to POST agents/ })
    t.equal(await agents(), made)
  }
  proxy.rewriting = {}
  const { code, out } = await run(command, WITH_KEY)
  t.equal(code, 0)
  t.match(out, 'Agents that remain there: 4.')
  t.equal(await agents(), 4)
  t.equal(report().counts.different, 0)
  t.match(
    await run(command, WITH_KEY),
    { code: 0 },
    'the next run knows the numbers that were taken',
  )
  t.equal(report().counts.different, 0)
})

t.test('the cap of agents', async (t) => {
  const { sandbox, agents } = await second(t)
  const { flags, report } = place(t)
  const command = ['parity', ...flags, ...urlFlags(sandbox.url), ...TWO_AGENTS, '--max-agents', '1']
  t.match(await run(command, WITH_KEY), {
    code: 1,
    err: 'flip-sandbox: The cap of 1 agent is reached. Raise it with --max-agents if the test account may have more.',
  })
  t.equal(await agents(), 1)
  t.match(report(), { ended: /^The cap of 1 agent/, counts: { different: 0 } })
  t.match(
    report().rules.find(({ id }) => id === 'agents.create.unique'),
    { verdict: 'not reachable', why: 'numbers-taken: the run ended before' },
  )
})

t.test('a progress that cannot be used is refused', async (t) => {
  const { flags, progress } = place(t)
  const command = ['parity', ...flags, ...urlFlags('http://127.0.0.1:9')]
  const urls = { agents: `http://127.0.0.1:9${AGENTS}`, kyc: `http://127.0.0.1:9${KYC}` }
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  const good = { sandbox: version, urls, series: '123456', calls: {}, lost: {} }
  for (const [text, message] of [
    ['[', /progress\.json cannot be read \(.*\)\. Move it away to begin again with new agents\.$/],
    ['{}', /progress\.json cannot be used: "sandbox" is missing/],
    [JSON.stringify({ ...good, sandbox: '0.0.1' }), /was written by version 0\.0\.1, this is /],
    [JSON.stringify({ ...good, urls: { ...urls, kyc: 'https://x' } }), /is about other addresses/],
  ] as const) {
    writeFileSync(progress, text)
    t.match(await run(command, WITH_KEY), { code: 1, err: message })
  }
})

t.test('callbacks', async (t) => {
  const { sandbox } = await second(t)
  const port = await freePort()
  const callbackUrl = `http://127.0.0.1:${port}/flip`
  const company = await sandbox.company(1)
  await company.update({ callbackUrl })
  const play = async (...more: string[]) => {
    const { flags, report } = place(t)
    const err: string[] = []
    const code = await runCommand(
      ['parity', ...flags, ...urlFlags(sandbox.url), '--callback-port', String(port), ...more],
      {
        print: (line) => {
          if (line.startsWith('Waiting')) company.clock.advance('1h')
        },
        write: async () => {},
        complain: (line) => err.push(line),
        unread: () => 0,
        colour: true,
        variables: WITH_KEY,
      },
    )
    return { code, err: err.join('\n'), report }
  }

  const good = await play('--callback-url', callbackUrl)
  t.match(good, { code: 0, err: '' })
  const { counts } = good.report()
  t.match(counts, { reached: counts.attainable, different: 0 }, 'every attainable rule is reached')

  const elsewhere = await play('--callback-url', `http://0.0.0.0:${await freePort()}/`)
  t.match(elsewhere, { code: 1, err: /A message to .* did not come to port \d+ here\./ })

  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => server.close())
  t.match(await play('--callback-url', callbackUrl), {
    code: 1,
    err: /The receiver cannot listen on port \d+ \(.*EADDRINUSE.*\)\. Choose another with --callback-port\./,
  })
})

t.test('a callback that does not come, and Ctrl-C while it is awaited', async (t) => {
  const { sandbox } = await second(t)
  const port = await freePort()
  const cwd = folder(t)
  const file = (name: string) => readFileSync(join(cwd, name), 'utf8')
  const command = [
    'parity',
    '--yes',
    ...urlFlags(sandbox.url),
    ...['--only', 'callbacks.form', '--callback-port', String(port)],
    ...['--callback-url', `http://localhost:${port}/`],
  ]
  const { flags, report } = place(t)
  t.match(await run([...command, ...flags, '--callback-wait', '1ms'], WITH_KEY), { code: 0 })
  t.match(
    report().rules.find(({ id }) => id === 'callbacks.form'),
    { verdict: 'not reachable', why: 'callback: no callback came in time' },
  )
  const { printed, stop } = await spawnCli(t, command, { env: WITH_KEY, cwd })
  await printed(/Waiting/)
  t.match(await stop('SIGINT'), {
    code: 1,
    signal: null,
    err: /^flip-sandbox: The run was cut off \(SIGINT\)\. Run it again: it goes on from here\.\n$/,
  })
  t.match(JSON.parse(file('fidelity-report.json')).ended, /cut off/)
  t.match(file('fidelity-progress.json'), 'agent-for-images')
})
