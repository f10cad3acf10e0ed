import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { COMMANDS } from '../src/commands/run-command.js'
import { START_FLAGS } from '../src/commands/start-options.js'
import { readDrills } from '../src/drills/read-drills.js'
import { ALL_ENDPOINTS } from '../src/flip/routes.js'
import { Sandbox, SandboxClock, SandboxCompany } from '../src/index.js'
import { REJECTION_REASONS } from '../src/kyc/rejection-reasons.js'
import { flagOf, OPTIONS, variableOf } from '../src/options/options.js'
import { readCatalogue } from '../src/scenarios/catalogue.js'
import { parseScenario } from '../src/scenarios/parse-scenario.js'
import { SCRIPTED_ENDPOINTS } from '../src/scenarios/scenario.js'
import { CLI } from './helpers/cli.js'
import { open } from './helpers/sandbox.js'

// Each command in a process of its own reads the whole source through the loader first.
t.setTimeout(120_000)

const run = promisify(execFile)
const read = (file: string) => readFileSync(file, 'utf8')
const FLIP = JSON.parse(read('openapi/flip.json'))
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

t.test('the options’ table is the docs’ table', async (t) => {
  const text = read('docs/options.md')
  for (const { key, about } of OPTIONS) {
    for (const part of [flagOf(key), variableOf(key), about.replaceAll('<', '&lt;')])
      t.ok(text.includes(part), `${key}: ${part}`)
  }
})

t.test('the page of commands has each of them, with its flags', async (t) => {
  const text = read('docs/commands.md')
  for (const { name, usage, about, flags = {} } of COMMANDS) {
    t.ok(text.includes(`## ${name}\n\n\`\`\`text\nflip-sandbox ${usage}\n`), name)
    t.ok(text.includes(about.replaceAll('  ', ' ')), name)
    for (const flag of Object.keys(flags).filter((one) => !('port' in flags && one in START_FLAGS)))
      t.ok(text.includes(`| \`--${flag}`), `${name} --${flag}`)
  }
})

t.test('the page of the control API has each of its calls', async (t) => {
  const text = read('docs/control-api.md')
  t.match(text, /the document itself is `\/_sandbox\/openapi-control\.json`/)
  for (const [path, item] of Object.entries<object>(JSON.parse(read('openapi/control.json')).paths))
    for (const method of Object.keys(item).filter((key) => key !== 'parameters')) {
      const call = `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`
      t.ok(text.includes(`| \`${call}\` |`), call)
    }
})

t.test('the page of endpoints has each of the emulated API', async (t) => {
  const text = read('docs/endpoints.md')
  for (const { method, path } of ALL_ENDPOINTS) {
    const { [path.replace(/:(\w+)/g, '{$1}')]: item } = FLIP.paths
    t.ok(text.includes(`| \`${method} ${path}\` | ${item[method.toLowerCase()].summary} |`), path)
  }
})

t.test(
  'the page of scenarios names every call whose answer a scenario can replace, and every shipped one',
  async (t) => {
    const text = read('docs/scenarios.md')
    for (const { name, family } of readCatalogue(null).values())
      t.ok(text.includes(`\`${family ?? name}\``), name)
    for (const name of SCRIPTED_ENDPOINTS) t.ok(text.includes(`\`${name}\``), name)
  },
)

t.test('the first call of the README works as printed', async (t) => {
  const { sandbox } = await open(t)
  const script = /```sh\n(curl [\s\S]+?)```/.exec(read('README.md'))?.[1] as string
  const here = script.replace('http://127.0.0.1:4010', sandbox.url)
  const { stdout } = await run('bash', ['-euc', here])
  t.match(JSON.parse(stdout), { id: 1, kyc_status: 'BASIC_DATA' })
})

t.test('README names every magic number that a shipped scenario has', async (t) => {
  const rows = read('README.md')
  for (const { name, family, match } of readCatalogue(null).values()) {
    const ending = match.identity_number?.slice(1)
    if (ending === undefined || family !== null) continue
    const first = `${ending.slice(0, 3)}1`
    t.ok(rows.includes(ending) || rows.includes(`\`${first}\`–`), `${ending}: ${name}`)
  }
})

t.test(
  'docs/scenarios.md has every reason with its text, and a sample that can be followed',
  async (t) => {
    const text = read('docs/scenarios.md')
    for (const [code, reason] of Object.entries(REJECTION_REASONS))
      t.ok(text.includes(`| ${code} | ${reason.text} |`), code)
    const sample = /```json\n([^`]+)```/.exec(text)?.[1] as string
    t.equal(parseScenario(JSON.parse(sample), 'folder').length, 1)
  },
)

t.test('the journey with curl alone runs as it stands', async (t) => {
  const { sandbox } = await open(t)
  const script = /```bash\n([\s\S]+?)```/.exec(read('docs/journey.md'))?.[1] as string
  const project = t.testdir({
    node_modules: { 'flip-kyc-sandbox': t.fixture('symlink', process.cwd()) },
  })
  const { stdout } = await run('bash', ['-euc', script], {
    cwd: project,
    env: { ...process.env, FLIP_SANDBOX_URL: sandbox.url },
  })
  const lines = stdout.trim().split('\n')
  t.equal(lines.length, 6)
  t.match(lines[2], '{"message":"Submit success"}')
  t.match(lines[3], /"kyc_status":"REJECTED","rejected_reason_code":17,/)
  t.match(lines[5], /"kyc_status":"APPROVED","rejected_reason_code":null,/)
})

t.test('the way of a transfer runs as it stands, beside other agents', async (t) => {
  const { sandbox, api } = await open(t)
  await api.newAgent()
  const [, way = ''] =
    /## The way of a transfer, with curl\n([\s\S]+?)\n## /.exec(read('docs/money.md')) ?? []
  const blocks = [...way.matchAll(/```sh\n([\s\S]+?)```/g)].map(([, block]) => block).join('')
  const START = 'npx flip-sandbox start &\nnpx flip-sandbox ready --wait 10s\n'
  t.ok(blocks.startsWith(START))
  const script = `npx() { shift; "${process.execPath}" "${CLI}" "$@"; }
${blocks.replace(START, '').replaceAll('http://localhost:4010', sandbox.url)}`
  const { stdout } = await run('bash', ['-euc', script], {
    env: { ...process.env, FLIP_SANDBOX_URL: sandbox.url },
  })
  t.equal(stdout.match(/HTTP\/1\.1 200 OK/g)?.length, 6, 'five calls, and the callback’s answer')
  t.match(stdout, /"amount":10000,"status":"PENDING"/)
  t.match(stdout, /"amount":10000,"status":"DONE"/)
  t.match(stdout, /^Callback \d+, transfer \d+: delivered/m)
  t.match(stdout, /^data=.*%22DONE%22/m)
})

t.test('docs/javascript.md lists each method of the library, and no other', async (t) => {
  const [, calls = ''] = /\n## The calls\n([\s\S]+?)\n## /.exec(read('docs/javascript.md')) ?? []
  const rows = [...calls.matchAll(/^\| (`.+?) \| (✓?) ?\| (✓?) ?\|/gm)]
  const listed = (column: 2 | 3) =>
    rows
      .filter((row) => row[column] === '✓')
      .flatMap(([, names = '']) => [...names.matchAll(/`([\w.]+)\(/g)].map(([, name]) => name))
  const clock = methodsOf(SandboxClock).map((name) => `clock.${name}`)
  t.strictSame(listed(2).sort(), [...methodsOf(Sandbox), ...clock].sort())
  t.strictSame(listed(3).sort(), [...methodsOf(SandboxCompany), ...clock].sort())
})

/** The public methods of a class, those that it inherits included. `send` is protected. */
function methodsOf(of: { readonly prototype: object }): string[] {
  const names = new Set<string>()
  for (let one = of.prototype; one !== Object.prototype; one = Object.getPrototypeOf(one))
    for (const name of Object.getOwnPropertyNames(one)) names.add(name)
  return [...names].filter((name) => !['constructor', 'send'].includes(name))
}

t.test('docs/drills.md has every drill, with what it is for', async (t) => {
  const page = readFileSync('docs/drills.md', 'utf8')
  const rows = readDrills().map(({ name, about }) => `| \`${name}\` | ${about} |`)
  t.strictSame(page.match(/^\| `[a-z0-9-]+` \| [A-Z].* \|$/gm), rows)
})

t.test('no word in angle brackets is lost as a tag, but for links and images', async (t) => {
  for (const page of pages) {
    const text = read(page)
      .replace(/^ *```[\s\S]*?^ *```$/gm, '')
      .replace(/`[^`]*`/g, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      .replace(/<\/?(a|p|img|br|picture|source|details|summary)\b[^>]*>/g, '')
    t.strictSame(text.match(/<\/?[a-z][^>]*>/gi), null, page)
  }
})

t.test('no link leads nowhere', async (t) => {
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (/^https?:/.test(target)) continue
      t.ok(existsSync(join(dirname(page), target)), `${page}: ${target}`)
    }
  }
})

t.test('README installs the tarball that npm pack makes now', async (t) => {
  const { name, version } = JSON.parse(read('package.json'))
  t.match(read('README.md'), `/${name}-${version}.tgz\n`)
})

t.test('the README’s first two commands start the sandbox and pass the tests', async (t) => {
  const lines = read('README.md')
    .split('\n')
    .filter((line) => line.startsWith('npm'))
  t.strictSame(lines.slice(0, 2), ['npm ci && npm start', 'npm ci && npm test'])
})
