// Drills the receivers of fixtures/receivers: in each language a right one, which must pass everything, and one for each
// mistake, which must fail the drills that mistakes.json names and no other. The one that waits 31 s gets its 30 s.
// A language that is not there is named, and skipped.
// Usage: node scripts/try-receivers.mjs [part of a language's name]
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Receivers that are examined at a time. */
const AT_A_TIME = 6
/** How often a race may be missed: on a busy machine, one worker of PHP's server takes all twenty calls in turn. */
const RACE_TRIES = 6

const root = fileURLToPath(new URL('..', import.meta.url))
const receivers = join(root, 'fixtures/receivers')
const mistakes = JSON.parse(readFileSync(join(receivers, 'mistakes.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'flip-receivers-'))
/** Process groups that may still have to be ended. */
const groups = new Set()
process.on('exit', () => {
  groups.forEach(end)
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const program = join(folder, 'receiver')
const LANGUAGES = [
  { name: 'Node', version: ['node', '-v'], words: () => ['node', source('mjs')] },
  { name: 'Python', version: ['python3', '-V'], words: () => ['python3', source('py')] },
  {
    name: 'PHP',
    version: ['php', '-v'],
    words: (port) => ['php', '-S', `127.0.0.1:${port}`, source('php')],
  },
  {
    name: 'Go',
    version: ['go', 'version'],
    prepare: ['go', 'build', '-o', program, source('go')],
    words: () => [program],
  },
]

const wanted = LANGUAGES.filter(({ name }) => name.includes(process.argv[2] ?? ''))
const runs = []
for (const language of wanted) {
  if (!(await succeeds(language.version))) {
    console.log(`${language.name} is not here: skipped`)
    continue
  }
  if (language.prepare !== undefined && !(await succeeds(language.prepare, true))) process.exit(1)
  for (const mistake of ['', ...Object.keys(mistakes)]) runs.push({ ...language, mistake })
}
// The one that takes half a minute by itself takes no turn.
const patient = runs.filter(({ mistake }) => mistake === 'waits-31s')
const others = runs.filter(({ mistake }) => mistake !== 'waits-31s')
let failed = runs.length === 0
await Promise.all([...patient.map(tell), ...Array.from({ length: AT_A_TIME }, takeTurns)])
console.log(failed ? 'not as the table says' : `${runs.length} receivers, as the table says`)
process.exit(failed ? 1 : 0)

async function takeTurns() {
  for (let run = others.shift(); run !== undefined; run = others.shift()) await tell(run)
}

async function tell({ name, mistake, words }) {
  const title = `${name.padEnd(7)}${(mistake || 'right').padEnd(16)}`
  const wrong = await examineUntilMet(mistake, words)
  failed ||= wrong !== null
  const expected = mistakes[mistake] ?? []
  console.log(
    title + (wrong ?? (expected.length === 0 ? 'passes' : `fails ${expected.join(', ')}`)),
  )
}

/** As `examine`; whether two calls meet between looking and writing is luck, so that mistake gets more than one try. */
async function examineUntilMet(mistake, words) {
  let wrong = null
  for (let tries = mistake === 'check-then-act' ? RACE_TRIES : 1; tries > 0; tries--) {
    wrong = await examine(mistake, words).catch((error) => error.message)
    if (wrong === null) break
  }
  return wrong
}

/** @returns null, or what is not as the table says */
async function examine(mistake, words) {
  const port = await freePort()
  const variables = { MISTAKE: mistake, PORT: port, STORE: join(folder, `${port}.json`) }
  const [command, ...rest] = words(port)
  const receiver = spawn(command, rest, {
    env: { ...process.env, ...variables, PHP_CLI_SERVER_WORKERS: '8' },
    detached: true,
    stdio: 'ignore',
  })
  groups.add(receiver.pid)
  try {
    await listens(port)
    // What works between looking and writing takes longer than an answer.
    const settle = mistake === 'check-then-act' ? '1200ms' : '100ms'
    const reports = [
      await drill(`http://127.0.0.1:${port}`, 'kyc', settle),
      await drill(`http://127.0.0.1:${port}`, 'disbursement', settle),
    ]
    return difference(reports, mistakes[mistake] ?? [])
  } finally {
    end(receiver.pid)
  }
}

/** The report of the command, whose exit code says that a drill has failed. */
async function drill(url, kind, settle) {
  const [receiver, probe] =
    kind === 'kyc'
      ? ['callback', 'agents/{agent_id}']
      : ['transfers', 'transfers/{disbursement_id}']
  const words = [`${url}/${receiver}`, '--kind', kind, '--probe', `${url}/${probe}`]
  const cli = [join(root, 'dist/cli.js'), 'drill', ...words, '--settle', settle, '--json']
  const { stdout, stderr } = await promisify(execFile)(process.execPath, cli).catch(
    (error) => error,
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

function difference(reports, expected) {
  const drills = reports.flatMap((report) => report.drills)
  const failing = drills.filter(({ verdict }) => verdict === 'failed')
  const unexpected = failing.filter(({ name }) => !expected.includes(name))
  const missing = expected.filter((name) => !failing.some((drill) => drill.name === name))
  const unknown = expected.includes('answer-in-time') ? drills.length - reports.length : 0
  const counted = drills.filter(({ verdict }) => verdict === 'unknown').length
  const lines = [
    ...unexpected.map(({ name, says }) => `  fails ${name}: ${says}`),
    ...missing.map((name) => `  does not fail ${name}`),
    ...(counted === unknown ? [] : [`  ${counted} unknown, not ${unknown}`]),
  ]
  return lines.length === 0 ? null : `\n${lines.join('\n')}`
}

function source(extension) {
  return join(receivers, `receiver.${extension}`)
}

async function succeeds([command, ...words], loudly = false) {
  const child = spawn(command, words, { stdio: loudly ? 'inherit' : 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0))
  })
}

/** Until it answers; ten seconds at the longest. */
async function listens(port) {
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/agents/1`).catch(() => null)
    if (answer !== null) return
    await setTimeout(50)
  }
  throw new Error('does not listen')
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return String(port)
}

function end(id) {
  groups.delete(id)
  try {
    process.kill(-id, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
