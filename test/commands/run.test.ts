import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { runAround } from '../../src/server/run-around.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { run, spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import type { Teardown } from '../helpers/sandbox.js'

/** A command that runs a text as Node, with `out(value)` writing JSON to a file. */
function node(t: Teardown, text: string) {
  const home = folder(t)
  const file = join(home, 'command.cjs')
  const out = join(home, 'out.json')
  writeFileSync(
    file,
    `const out = (value) => require('node:fs').writeFileSync(${JSON.stringify(out)}, JSON.stringify(value))\n${text}`,
  )
  return {
    words: ['--', process.execPath, file],
    wrote: () => JSON.parse(readFileSync(out, 'utf8')),
    hasWritten: () => existsSync(out),
  }
}

const variables = { PATH: process.env['PATH'] as string }

t.test('run', async (t) => {
  t.test('gives the command a sandbox that is up, on a port of its own', async (t) => {
    const { words, wrote } = node(
      t,
      `const { FLIP_SANDBOX_URL, FLIP_AGENTS_URL, FLIP_KYC_URL, FLIP_SANDBOX_SECRET_KEY, FLIP_SANDBOX_VALIDATION_TOKEN } = process.env
      fetch(FLIP_SANDBOX_URL + '/_sandbox/config').then((answer) => answer.json()).then((config) => out({
        FLIP_SANDBOX_URL, FLIP_AGENTS_URL, FLIP_KYC_URL, FLIP_SANDBOX_SECRET_KEY, FLIP_SANDBOX_VALIDATION_TOKEN,
        words: process.argv.slice(2), config }))`,
    )
    const given = {
      ...variables,
      FLIP_SANDBOX_PORT: '1',
      FLIP_SANDBOX_STATE: '/proc/x',
      FLIP_SANDBOX_SCENARIO: 'pending',
    }
    const { code, err, out } = await run(
      ['run', '--secret-key', 'my-key', ...words, '--json', '--intercept', 'a b'],
      given,
    )
    t.equal(code, 0)
    t.equal(out, '')
    t.match(err, /^flip-sandbox: http:\/\/127\.0\.0\.1:\d+ is up; running \S+node /)
    const seen = wrote()
    t.match(seen, {
      FLIP_AGENTS_URL: `${seen.FLIP_SANDBOX_URL}/big_sandbox_api/v2`,
      FLIP_KYC_URL: `${seen.FLIP_SANDBOX_URL}/kyc-sandbox/api/v1`,
      FLIP_SANDBOX_SECRET_KEY: 'my-key',
      FLIP_SANDBOX_VALIDATION_TOKEN: 'sandbox-validation-token',
      words: ['--json', '--intercept', 'a b'],
      config: { state: 'memory', scenario: 'pending' },
    })
    await t.rejects(
      fetch(seen.FLIP_SANDBOX_URL),
      { message: 'fetch failed' },
      'and is gone afterwards',
    )
  })

  t.test('says where -- is missing', async (t) => {
    t.match(await run(['run', '--intercept', 'npm', 'test'], variables), {
      code: 2,
      err: 'flip-sandbox: Write -- before the command: flip-sandbox run --intercept -- npm test',
    })
  })

  t.test('passes the exit code through, and then shows the calls that were refused', async (t) => {
    const { words } = node(
      t,
      `const url = process.env.FLIP_AGENTS_URL
      fetch(url + '/agents/7?a=1').then(() => fetch(url + '/general/maintenance')).then(() => process.exit(3))`,
    )
    const { code, err } = await run(['run', ...words], variables)
    t.equal(code, 3)
    t.match(
      err,
      /\nflip-sandbox: 1 call refused; the last of them:\nflip-sandbox: GET \/big_sandbox_api\/v2\/agents\/7\?a=1 → 401: Send an Authorization header/,
    )
    const quiet = await run(['run', ...node(t, 'process.exit(4)').words], variables)
    t.equal(quiet.code, 4)
    t.notMatch(quiet.err, /refused/)
  })

  t.test('tells a signal as shells do', async (t) => {
    t.equal((await run(['run', '--', 'sh', '-c', 'kill -TERM $$'], variables)).code, 143)
  })

  t.test('says which command it cannot start', async (t) => {
    const missing = await run(['run', '--', 'no-such-command'], variables)
    t.match(missing, { code: 127, err: /There is no command no-such-command; install it/ })
    const file = join(folder(t, { script: '' }), 'script')
    const plain = await run(['run', '--', file], variables)
    t.match(plain, { code: 126, err: /cannot be run \(.*EACCES.*\); make it executable/ })
    t.match(await run(['run'], variables), { code: 2, err: /Write it as: flip-sandbox run/ })
    t.match(await run(['run', '--port', 'x', '--', 'true'], variables), { code: 2 })
  })

  t.test('keeps the port and the state that its flags name', async (t) => {
    const state = join(folder(t), 'state.json')
    const { words, wrote } = node(t, 'out(process.env.FLIP_SANDBOX_URL)')
    const { code } = await run(
      ['run', '--state', state, '--port', '0', '--control-token', 'x', ...words],
      variables,
    )
    t.equal(code, 0)
    t.match(wrote(), /^http/)
    t.ok(existsSync(state) || readdirSync(join(state, '..')).length > 0)
  })

  t.test('sends signals on, waits for the command, and leaves nothing behind', async (t) => {
    const temporary = folder(t)
    const { words, hasWritten } = node(
      t,
      `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { out(signal); setTimeout(() => process.exit(9), 20) })
      process.stdout.write('ready\\n'); setInterval(() => {}, 1000)`,
    )
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const spawned = await spawnCli(t, ['run', '--intercept', '--ca', folder(t), ...words], {
        env: { TMPDIR: temporary },
      })
      await spawned.line
      const { code } = await spawned.stop(signal)
      t.equal(code, 9, signal)
      t.ok(hasWritten())
    }
    const left = readdirSync(temporary).filter((name) => name.startsWith('flip-sandbox-run-'))
    t.strictSame(left, [])
  })

  t.test('Ctrl-C before the command has started reaches it still', async (t) => {
    const java = folder(t)
    for (const name of ['bin', 'lib/security']) mkdirSync(join(java, name), { recursive: true })
    writeFileSync(join(java, 'lib/security/cacerts'), '')
    // A terminal would send the signal to the command too, if it were there.
    writeFileSync(join(java, 'bin/keytool'), '#!/bin/sh\nkill -INT $PPID\n', { mode: 0o755 })
    const { isTTY } = process.stdin
    process.stdin.isTTY = true
    t.teardown(() => {
      process.stdin.isTTY = isTTY
    })
    const { words } = node(t, 'setTimeout(() => {}, 2000)')
    const given = { ...variables, JAVA_HOME: java }
    const { code } = await run(['run', '--intercept', '--ca', folder(t), ...words], given)
    t.equal(code, 130)
  })

  t.test('two at once have each a sandbox of their own', async (t) => {
    const commands = [1, 2].map(() => node(t, 'out(process.env.FLIP_SANDBOX_URL)'))
    await Promise.all(commands.map(({ words }) => run(['run', ...words], variables)))
    const [one, other] = commands.map(({ wrote }) => wrote())
    t.not(one, other)
  })
})

t.test('by a shell, as on Windows, words stay whole', async (t) => {
  const sandbox = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => sandbox.close())
  const { words, wrote } = node(t, 'out(process.argv.slice(2))')
  const [, ...command] = words
  t.equal(await runAround(sandbox, [...command, 'a b', 'c"d'], variables, () => {}, true), 0)
  t.strictSame(wrote(), ['a b', 'c"d'])
})

/** An application that calls Flip's own hosts, with what Node has. */
const HARD_CODED = `
const authorization = 'Basic ' + Buffer.from(process.env.FLIP_SANDBOX_SECRET_KEY + ':').toString('base64')
const https = require('node:https')
const byHttps = () => new Promise((resolve, reject) =>
  https.get('https://api.flip.id/kyc/api/v1/countries?user_type=1', { headers: { authorization, 'request-id': 'bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001' } }, (answer) => {
    let text = ''; answer.on('data', (part) => { text += part }).on('end', () => resolve(JSON.parse(text).countries[0].name))
  }).on('error', reject))
const byFetch = async () => (await (await fetch('https://bigflip.id/api/v2/general/maintenance', { headers: { authorization } })).json())
const raw = () => new Promise((resolve) => { const socket = require('node:tls').connect(443, 'bigflip.id', { servername: 'bigflip.id' }, () => { resolve(socket.authorized); socket.destroy() }) })
Promise.all([byHttps(), byFetch(), raw()]).then(out, (error) => out(String(error.cause ?? error)))
`

t.test(
  'run --intercept leads an application that names Flip’s own hosts to the sandbox',
  async (t) => {
    const home = folder(t)
    const { words, wrote } = node(t, HARD_CODED)
    const given = {
      ...variables,
      NODE_OPTIONS: '--no-warnings',
      NO_PROXY: 'corp.example',
      JAVA_TOOL_OPTIONS: '-Dx=y',
    }
    const { code } = await run(['run', '--intercept', '--ca', home, ...words], given)
    t.equal(code, 0)
    t.strictSame(wrote(), ['Indonesia', { maintenance: false }, true])

    t.test('and keeps what the environment had', async (t) => {
      const extra = join(folder(t, { 'extra.pem': '-----EXTRA-----\n' }), 'extra.pem')
      const names = [
        'NODE_OPTIONS',
        'NO_PROXY',
        'no_proxy',
        'JAVA_TOOL_OPTIONS',
        'PHP_INI_SCAN_DIR',
        'HTTPS_PROXY',
        'FLIP_SANDBOX_URL',
      ]
      const { words: asked, wrote: told } = node(
        t,
        `const { readFileSync } = require('node:fs')
      const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = process.env
      out({ ...Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, process.env[name]])),
        bundle: readFileSync(SSL_CERT_FILE, 'utf8').match(/-----[A-Z ]+-----/g).length, extra: readFileSync(NODE_EXTRA_CA_CERTS, 'utf8') })`,
      )
      await run(['run', '--intercept', '--ca', home, ...asked], {
        ...given,
        NODE_EXTRA_CA_CERTS: extra,
        PHP_INI_SCAN_DIR: '/etc/php',
      })
      const seen = told()
      t.match(seen, {
        NODE_OPTIONS: /--no-warnings.+--require.+preload\.cjs/,
        NO_PROXY: 'corp.example,localhost,127.0.0.1,::1',
        no_proxy: 'corp.example,localhost,127.0.0.1,::1',
        JAVA_TOOL_OPTIONS: /^-Dx=y -Dhttp\.proxyHost=127\.0\.0\.1 /,
        PHP_INI_SCAN_DIR: /^\/etc\/php:\S+php$/,
        HTTPS_PROXY: seen.FLIP_SANDBOX_URL,
        extra: /^-----EXTRA-----\n-----BEGIN CERTIFICATE-----/,
      })
      t.ok(seen.bundle > 50, 'the usual roots are there as well')
    })

    t.test('with a port for TLS of its own, and without Java', async (t) => {
      const { words: asked, wrote: told } = node(t, 'out(process.env.JAVA_TOOL_OPTIONS)')
      const tls = ['--https-port', '0', '--intercept', '--ca', home]
      await run(['run', ...tls, ...asked], { PATH: '/nowhere', JAVA_TOOL_OPTIONS: '' })
      t.match(told(), /^-Dhttp\.proxyHost=127\.0\.0\.1 /)
      t.notMatch(told(), /trustStore/)
    })

    t.test('but not what would keep Node from starting', async (t) => {
      const broken = { ...variables, NODE_OPTIONS: '--require "x' }
      t.match(await run(['run', '--intercept', '--ca', home, '--', 'true'], broken), {
        code: 1,
        err: /NODE_OPTIONS has a quotation mark without its other one/,
      })
    })

    t.test('and so does the library', async (t) => {
      const sandbox = await startSandbox({ intercept: 'on', ca: home })
      t.teardown(() => sandbox.close())
      const { words: same, wrote: result } = node(t, HARD_CODED)
      t.equal(await sandbox.run(same.slice(1)), 0)
      t.strictSame(result(), ['Indonesia', { maintenance: false }, true])
    })
  },
)

t.test('ca says where the certificate lies, and makes it at first use', async (t) => {
  const home = join(folder(t), 'ca')
  const { code, out } = await run(['ca', '--ca', home])
  t.equal(code, 0)
  t.match(out, new RegExp(`^${join(home, 'ca.pem')}\\n\\nflip-sandbox run --intercept`))
  t.match(out, /NODE_EXTRA_CA_CERTS=[\s\S]*curl --cacert[\s\S]*REQUESTS_CA_BUNDLE[\s\S]*keytool/)
  const { out: json } = await run(['ca', '--json'], { FLIP_SANDBOX_CA: home })
  t.strictSame(JSON.parse(json), { certificate: join(home, 'ca.pem') })
})
