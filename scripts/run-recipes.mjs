// Runs the recipes of docs/recipes.md as they stand, against one sandbox from the packed package.
// Usage: node scripts/run-recipes.mjs [name of one recipe]
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, open, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Lines that a block may have. */
const MOST_LINES = 25
/** Milliseconds that a command may take: the first Go build compiles net/http, apt-get downloads. */
const TIME_LIMIT = 300_000

/** What a recipe needs from the system: how to see that it is there, and Debian's packages for it. */
const NEEDS = {
  pytest: ['python3 -c "import pytest, requests"', 'python3-pytest python3-requests'],
  phpunit: ['phpunit --version && php -m | grep -x curl', 'phpunit php-cli php-curl'],
  go: ['go version', 'golang-go'],
  qa: ['curl --version && jq --version', 'curl jq'],
}

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'flip-recipes-'))
/** Process groups that may still have to be ended. */
const groups = new Set()
const log = join(folder, '.log')
const shims = join(folder, '.shims')
const variables = { ...process.env, NO_COLOR: '1', PATH: `${shims}:${process.env.PATH}` }
for (const name of Object.keys(variables)) {
  if (name.startsWith('FLIP_SANDBOX_')) delete variables[name]
}

process.on('exit', () => {
  groups.forEach(endGroup)
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const blocks = readBlocks(await readFile(join(root, 'docs/recipes.md'), 'utf8'))
const names = [...new Set(blocks.map(({ recipe }) => recipe))].filter((name) => name !== 'setup')
const wanted = process.argv[2]
if (wanted !== undefined && !names.includes(wanted)) {
  console.error(`There is no recipe "${wanted}"; name one of: ${names.join(', ')}.`)
  process.exit(2)
}

await installPackage()
await writeFiles()
await play('setup')
variables.FLIP_SANDBOX_URL = await startSandbox()
const chosen = wanted === undefined ? names : [wanted]
let failed = 0
for (const [index, name] of chosen.entries()) {
  const began = performance.now()
  const error = await provide(name)
    .then(() => play(name))
    .catch((error) => error)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${error ? 'not ok' : 'ok'} ${index + 1} - ${name} (${seconds} s)`)
  if (error) console.error(error.message)
  if (error) failed++
}
console.log(`${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** Fenced blocks, each under a comment such as `<!-- recipe: go file=a_test.go run="go test" -->`. */
function readBlocks(markdown) {
  const marked = /<!-- recipe: (\S+) (.*?) ?-->\n```\w+\n(.*?\n)```\n/gs
  return [...markdown.matchAll(marked)].map(([, recipe, attributes, code]) => ({
    recipe,
    code,
    file: /\bfile=(\S+)/.exec(attributes)?.[1],
    run: /\brun="(.*)"/.exec(attributes)?.[1] ?? (attributes === 'run' ? code : undefined),
    steps: / steps$/.test(attributes),
  }))
}

/** Every recipe's files in the one project: some use each other's. */
async function writeFiles() {
  for (const { code, file } of blocks) {
    if (file === undefined) continue
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
}

/** Runs what a recipe says to run. */
async function play(name) {
  for (const { code, file, run, steps } of blocks.filter(({ recipe }) => recipe === name)) {
    const lines = code.trimEnd().split('\n').length
    if (lines > MOST_LINES)
      throw new Error(`${file} has ${lines} lines; ${MOST_LINES} is the most.`)
    if (run !== undefined) await shell(run)
    if (steps) await playSteps(code)
  }
}

/** A CI job: its `run:` lines in order, each in a shell of its own; after a failure only those that always run. */
async function playSteps(yaml) {
  const port = await freePort()
  const own = { FLIP_SANDBOX_PORT: port, FLIP_SANDBOX_URL: `http://127.0.0.1:${port}` }
  const started = []
  let failure
  for (const step of yaml.split(/^ +- (?=\w+:)/m).slice(1)) {
    const command = /^ *run: (?:\|\n)?(.*)/ms.exec(step)?.[1]
    if (command === undefined || (failure && !step.includes('if: always()'))) continue
    await shell(command, { own, background: started }).catch((error) => (failure ??= error))
  }
  for (let tries = 0; failure === undefined && (await answers(own.FLIP_SANDBOX_URL)); tries++) {
    if (tries === 50) failure = new Error('The CI job has left its sandbox running.')
    await setTimeout(100)
  }
  started.forEach(endGroup)
  if (failure) throw failure
}

function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

/** What users install: the packed package, with Vitest, Jest and wait-on, in a project of its own. */
async function installPackage() {
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('Run "npm run build" first.')
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(execFileSync('npm', packing, { cwd: root, encoding: 'utf8' }))
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  await shell(
    `npm install --save-dev --no-audit --no-fund ./${filename} vitest@4 jest@30 wait-on@9`,
  )
}

/** The one sandbox of all recipes, on a free port and in memory. @returns its URL */
async function startSandbox() {
  const command = 'npx flip-sandbox start --port 0 --state memory --log silent --json'
  const sandbox = spawn('bash', ['-c', command], {
    cwd: folder,
    env: variables,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  groups.add(sandbox.pid)
  const lines = createInterface({ input: sandbox.stdout, signal: AbortSignal.timeout(30_000) })
  for await (const line of lines) return JSON.parse(line).url
  throw new Error('The sandbox did not start.')
}

/** Sees to it that a recipe's language is there, from Debian where it must be. */
async function provide(name) {
  const [test, packages] = NEEDS[name] ?? ['true']
  const isThere = () =>
    shell(test).then(
      () => true,
      () => false,
    )
  if (await isThere()) return
  if (name === 'pytest') await useDebianPython()
  if (await isThere()) return
  if (process.getuid() !== 0) throw new Error(`${name} needs Debian's ${packages}.`)
  await shell('apt-get update')
  await shell(
    `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages}`,
  )
  if (!(await isThere())) throw new Error(`${name} does not work with Debian's ${packages}.`)
}

/** Another python3 may come before Debian's on the path. */
async function useDebianPython() {
  await mkdir(shims)
  await symlink('/usr/bin/python3', join(shims, 'python3'))
}

/**
 * Runs a command in the project, as CI services do: with bash -e, and within the time limit.
 * @param background takes the id of the command's process group, which may then outlive it
 */
async function shell(command, { own = {}, background } = {}) {
  const output = await open(log, 'w+')
  const child = spawn('bash', ['-e', '-c', command], {
    cwd: folder,
    env: { ...variables, ...own },
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    timeout: TIME_LIMIT,
  })
  groups.add(child.pid)
  const [code] = await once(child, 'exit')
  if (background === undefined) endGroup(child.pid)
  else background.push(child.pid)
  await output.close()
  if (code === 0) return
  const said = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-60).join('\n')
  throw new Error(`${said}\n"${command.trim()}" ended with ${code ?? 'a signal'}.`)
}

function endGroup(id) {
  groups.delete(id)
  try {
    process.kill(-id, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return String(port)
}
