import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import { DEVELOPMENT_TOKEN, GUIDE_KEY } from '../../src/options/options.js'
import { run, spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import { Api, open } from '../helpers/sandbox.js'

const IN_MEMORY = ['--port', '0', '--state', 'memory'] as const

// Each process of its own reads the whole source through the loader first.
t.setTimeout(300_000)

t.test('start says where else it can be reached', async (t) => {
  const ca = folder(t)
  const words = [
    'start',
    ...IN_MEMORY,
    '--log',
    'silent',
    '--intercept',
    '--https-port',
    '0',
    '--ca',
    ca,
  ]
  const { printed, stop } = await spawnCli(t, words)
  const out = await printed(/\ncurl .*\n/)
  t.match(
    out,
    /\n {2}proxy for {10}bigflip\.id, api\.flip\.id\n {2}TLS {16}https:\/\/127\.0\.0\.1:\d+\n/,
  )
  await stop()
  const program = await spawnCli(t, [...words, '--json'])
  const { url, https_url } = JSON.parse(await program.printed(/\n/))
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.match(https_url, /^https:\/\/127\.0\.0\.1:\d+$/)
  await program.stop()
})

t.test('start prints what somebody needs who has just started it', async (t) => {
  const { printed, stop } = await spawnCli(t, ['start', ...IN_MEMORY, '--log', 'silent'])
  const out = await printed(/\ncurl .*\n/)
  t.match(out, /^flip-kyc-sandbox is listening\. It is not part of Flip\.\n/)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0]
  const authorization = `Basic ${Buffer.from(`${GUIDE_KEY}:`).toString('base64')}`
  for (const shown of [
    `agents, money      ${url}/big_sandbox_api/v2\n`,
    `KYC                ${url}/kyc-sandbox/api/v1\n`,
    `API secret key     ${GUIDE_KEY}\n`,
    `header             Authorization: ${authorization}\n`,
    `validation token   ${DEVELOPMENT_TOKEN}\n`,
    `callbacks go to    the sandbox's inbox, ${url}/_sandbox/inbox\n`,
    `dashboard          ${url}/_sandbox/\n`,
    `state              memory\n`,
  ]) {
    t.ok(out.includes(`  ${shown}`), shown.trim())
  }
  const curl = /^curl .*$/m.exec(out)?.[0] as string
  const made = await promisify(execFile)('sh', ['-c', `${curl} -sS`]).catch((error) => error)
  if (made.code === 127) t.comment('no curl here')
  else
    t.match(
      JSON.parse(made.stdout),
      { id: 1, name: 'lalalalili' },
      'and a curl line that works as it stands',
    )
  t.match(await stop('SIGTERM'), { code: 0, signal: null, err: '' })
})

t.test(
  'the config file < variables < flags; with --json one line, and the log on standard error',
  async (t) => {
    const folder = t.testdir({
      'flip-sandbox.config.json': JSON.stringify({
        port: 0,
        state: 'memory',
        'secret-key': 'file',
        validation_token: 'file',
        scenario: 'pending',
      }),
    })
    const { line, stop } = await spawnCli(t, ['--json', '--secret-key', 'flag'], {
      cwd: folder,
      env: {
        FLIP_SANDBOX_SECRET_KEY: 'variable',
        FLIP_SANDBOX_VALIDATION_TOKEN: 'variable',
        FLIP_SANDBOX_PORT: 'tcp://10.0.0.1:4010',
        FLIP_SANDBOX_SERVICE_HOST: '10.0.0.1',
      },
    })
    const { url, ...shown } = JSON.parse(await line)
    t.strictSame(shown, { key: 'flag', token: 'variable' })
    t.match(await new SandboxClient({ url }).config(), { scenario: 'pending', log: 'json' })
    await fetch(`${url}/big_sandbox_api/v2/general/maintenance`)
    const { out, err } = await stop()
    t.equal(out.split('\n').length, 2)
    const [port, host, request] = err.split('\n')
    t.equal(
      port,
      "flip-sandbox: FLIP_SANDBOX_PORT looks like a container platform's own variable and is ignored.",
    )
    t.match(host, /^flip-sandbox: FLIP_SANDBOX_SERVICE_HOST looks like/)
    t.match(JSON.parse(request as string), { kind: 'request', status: 200 })
  },
)

t.test('SIGINT closes it cleanly, whatever is under way, and its state is kept', async (t) => {
  const state = join(t.testdir(), 'state.json')
  const config = join(
    t.testdir({
      'named.json': '{"port":0,"callback-delay":"1h","callback_url":"http://127.0.0.1:1/x"}',
    }),
    'named.json',
  )
  const { printed, stop } = await spawnCli(t, ['start', '--state', state], {
    env: { FLIP_SANDBOX_CONFIG: config },
  })
  const out = await printed(/curl/)
  t.match(out, /callbacks go to +http:\/\/127\.0\.0\.1:1\/x\n/)
  const client = new SandboxClient({ url: /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0] as string })
  const api = new Api(client as never, (await client.company(1)).authorization)
  const id = await api.newAgent()
  await api.upload(id)
  await api.selfie(id)
  const waiting = client
    .waitFor({ agentId: id, kycStatus: 'APPROVED', timeout: '1h' })
    .catch(() => {})
  await client.events().next()
  t.match(await stop('SIGINT'), { code: 0, signal: null })
  await waiting
  const kept = JSON.parse(await readFile(state, 'utf8'))
  t.equal(kept.agents[0].kyc_status, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
})

t.test('on a terminal the log is for people, and the welcome in colour', async (t) => {
  const terminal =
    'data:text/javascript,process.stdout.isTTY=process.stderr.isTTY=true;delete process.env.NO_COLOR'
  const { printed, stop } = await spawnCli(t, IN_MEMORY, { nodeArguments: ['--import', terminal] })
  const out = await printed(/curl/)
  t.match(out, /times below +\S*WIB, UTC\+7/)
  t.ok(out.startsWith('\u001b[1mflip-kyc-sandbox is listening. It is not part of Flip.\u001b[0m\n'))
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0]
  await fetch(`${url}/big_sandbox_api/v2/general/maintenance`)
  await fetch(`${url}/_sandbox/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"faults":[{"status":503}]}',
  })
  await fetch(`${url}/big_sandbox_api/v2/general/maintenance`)
  const { err } = await stop()
  t.match(err, '\u001b[33m(fault status 503)\u001b[0m')
  t.ok(err.startsWith('\u001b[90m'), 'the time in grey')
})

t.test('start refuses', async (t) => {
  t.test('a port in use: it did not work out, exit code 1', async (t) => {
    const { sandbox } = await open(t)
    const { port } = new URL(sandbox.url)
    t.match(await run(['start', '--state', 'memory', '--port', port]), {
      code: 1,
      out: '',
      err: /^flip-sandbox: Port \d+ on (?:::1|127\.0\.0\.1) is in use; stop what listens there, or take another with --port/,
    })
  })

  t.test('a host that others reach without a control token: exit code 2', async (t) => {
    t.match(await run(['start', ...IN_MEMORY, '--host', '0.0.0.0']), {
      code: 2,
      err: /give it a --control-token/,
    })
  })

  t.test(
    'a folder of scenarios that cannot be followed, with file, place and remedy',
    async (t) => {
      const folder = t.testdir({
        'mine.json': '{"name":"mine","description":"x","upload_checks":[]}',
      })
      t.match(await run(['start', ...IN_MEMORY, '--scenarios', folder]), {
        out: '',
        err: /mine\.json: "upload_checks" must be a list with at least one entry; .* does not start/,
      })
    },
  )

  t.test('a config file or a variable that cannot be used: exit code 2', async (t) => {
    const folder = t.testdir({ 'half.json': '{"port":', 'wrong.json': '{"prot":0}' })
    for (const [file, message] of [
      [
        'none.json',
        /The config file \S+none\.json cannot be read \(.*\)\. Correct it or name another one\./,
      ],
      ['half.json', /half\.json cannot be read/],
      ['wrong.json', /wrong\.json has an unknown key "prot"; did you mean "port"\?/],
    ] as const) {
      t.match(await run(['--config', join(folder, file)]), { code: 2, out: '', err: message })
    }
    const named = { FLIP_SANDBOX_CONFIG: join(folder, 'wrong.json') }
    t.match(await run([], named), { code: 2, err: /unknown key "prot"/ })
    t.match(await run(IN_MEMORY, { FLIP_SANDBOX_PRT: '1' }), {
      code: 2,
      err: /There is no variable FLIP_SANDBOX_PRT; did you mean "FLIP_SANDBOX_PORT"\?/,
    })
  })
})
