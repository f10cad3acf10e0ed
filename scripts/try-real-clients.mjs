// Runs clients of many languages, which know Flip by its own host names alone, under `flip-sandbox run --intercept`. Each one
// registers an agent and waits until it is approved. What a client needs and is not there is named, and the client skipped.
// Usage: node scripts/try-real-clients.mjs [part of a client's name]
import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** In milliseconds, for each client. */
const TIME_LIMIT = 60_000
const GUZZLE = '/usr/share/php/GuzzleHttp/autoload.php'
const RESTY = '/usr/share/gocode/src/github.com/go-resty/resty'

const root = fileURLToPath(new URL('..', import.meta.url))
const clients = join(root, 'test/real-clients')
const folder = mkdtempSync(join(tmpdir(), 'flip-real-clients-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

// Another python3 may come before the one that has requests.
const python = (await canRun('python3', '-c', 'import requests')) ? 'python3' : '/usr/bin/python3'

/** Each client with its command; `lacks` says what is missing for it here. */
const CLIENTS = [
  { name: 'curl', words: ['sh', join(clients, 'curl.sh')], lacks: lacksCommand('curl') },
  {
    name: 'Python requests',
    words: [python, join(clients, 'python-requests.py')],
    lacks: async () => !(await canRun(python, '-c', 'import requests')) && 'Python requests',
  },
  {
    name: 'Python urllib',
    words: [python, join(clients, 'python-urllib.py')],
    lacks: lacksCommand(python),
  },
  {
    name: 'PHP curl',
    words: ['php', join(clients, 'php-curl.php')],
    lacks: async () => !(await canRun('php', '--re', 'curl')) && 'PHP with curl',
  },
  {
    name: 'PHP Guzzle',
    words: ['php', join(clients, 'php-guzzle.php')],
    lacks: async () => !((await canRun('php', '-v')) && existsSync(GUZZLE)) && 'Guzzle',
  },
  { name: 'Go net/http', ...go('go-net-http'), lacks: lacksCommand('go', 'version') },
  {
    name: 'Go resty',
    ...go('go-resty'),
    lacks: async () => !((await canRun('go', 'version')) && existsSync(RESTY)) && 'resty',
  },
  ...['HttpClient', 'UrlConnection'].map((name) => ({
    name: `Java ${name === 'HttpClient' ? name : 'HttpURLConnection'}`,
    words: ['java', join(clients, `Java${name}.java`)],
    lacks: async () => !(await canRun('javac', '-version')) && 'java',
  })),
  {
    name: 'Ruby Net::HTTP',
    words: ['ruby', join(clients, 'ruby-net-http.rb')],
    lacks: lacksCommand('ruby'),
  },
  node('Node fetch', 'fetch.mjs', {}),
  node('Node https', 'https.mjs', { 'form-data': '4.0.6' }),
  node('axios 0.27', 'axios.mjs', { axios: '0.27.2', 'form-data': '4.0.6' }),
  node('axios 1.5', 'axios.mjs', { axios: '1.5.1', 'form-data': '4.0.6' }),
  node('axios 1.21', 'axios.mjs', { axios: '1.21.1', 'form-data': '4.0.6' }),
  // The last ones that run on Node.js 20.
  node('got 14', 'got.mjs', { got: '14.6.5' }),
  node('undici 7', 'undici.mjs', { undici: '7.30.2' }),
]

const wanted = CLIENTS.filter(({ name }) => name.includes(process.argv[2] ?? ''))
let failed = wanted.length === 0
for (const { name, words, lacks = () => false, prepare = () => {} } of wanted) {
  const missing = await lacks()
  const outcome = missing ? `skipped: no ${missing} here` : await outcomeOf(words, prepare)
  if (!missing && outcome !== 'ok') failed = true
  console.log(`${name.padEnd(24)}${outcome}`)
}
process.exit(failed ? 1 : 0)

async function outcomeOf(words, prepare) {
  try {
    await prepare()
    const { stdout } = await run('node', [
      ...['dist/cli.js', 'run', '--intercept', '--ca', join(folder, 'ca'), '--', ...words],
    ])
    return stdout === 'APPROVED\n' ? 'ok' : `printed ${JSON.stringify(stdout)}`
  } catch ({ message, killed, stdout, stderr }) {
    if (killed) return `not ended after ${TIME_LIMIT / 1000} s\n${stderr}`
    return `failed\n${[stdout, stderr ?? message].join('').trimEnd()}`
  }
}

/** Runs a command where the sample images are. */
function run(command, words, variables = {}, cwd = root) {
  const env = { ...process.env, ...variables }
  return promisify(execFile)(command, words, { cwd, env, timeout: TIME_LIMIT })
}

function canRun(command, ...words) {
  return run(command, words).then(
    () => true,
    () => false,
  )
}

function lacksCommand(command, word = '--version') {
  return async () => !(await canRun(command, word)) && command
}

/** A program of Go's, compiled outside the time limit; Debian keeps packages where Go looked before it had modules. */
function go(name) {
  const program = join(folder, name)
  const variables = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode' }
  const words = ['build', '-o', program, join(clients, name, 'main.go')]
  return { words: [program], prepare: () => run('go', words, variables) }
}

/** A program of Node's, in a folder with the packages that it needs. */
function node(name, file, dependencies) {
  const home = join(folder, name.replace(' ', '-'))
  return {
    name,
    words: [process.execPath, join(home, file)],
    async prepare() {
      mkdirSync(home)
      for (const part of ['journey.mjs', file])
        cpSync(join(clients, 'node', part), join(home, part))
      writeFileSync(join(home, 'package.json'), JSON.stringify({ private: true, dependencies }))
      if (Object.keys(dependencies).length === 0) return
      await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {}, home)
    },
  }
}
