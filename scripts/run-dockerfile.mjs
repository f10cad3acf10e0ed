// Runs the Dockerfile's steps without an engine: each COPY and RUN in empty folders, then the ENTRYPOINT as its USER with its
// ENV. Prints `N passed, M failed`.
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'flip-image-'))
const stages = []
let failed = 0
let passed = 0

/** The Dockerfile's instructions, continued lines joined. */
function instructions() {
  const text = readFileSync(join(project, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1).trim()])
}

function expect(what, holds) {
  console.log(`${holds ? 'ok' : 'not ok'} - ${what}`)
  if (holds) passed++
  else failed++
}

/** Where a path of a stage lies here. */
function inside(stage, path) {
  return path.startsWith('/') ? join(stage.folder, path) : join(stage.folder, stage.workdir, path)
}

function copy(stage, words) {
  const flags = words.filter((word) => word.startsWith('--'))
  const paths = words.filter((word) => !word.startsWith('--'))
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice(7)
  const source = from === undefined ? null : stages.find(({ name }) => name === from)
  const target = paths.at(-1)
  for (const path of paths.slice(0, -1)) {
    const here = source === null ? join(project, path) : inside(source, path)
    const there = inside(stage, target.endsWith('/') ? join(target, basename(path)) : target)
    mkdirSync(dirname(there), { recursive: true })
    cpSync(here, there, { recursive: true, filter: (name) => !/node_modules.(\.cache)/.test(name) })
    const owner = flags
      .find((flag) => flag.startsWith('--chown='))
      ?.slice(8)
      .split(':')
      .map(Number)
    if (owner !== undefined && process.getuid?.() === 0) chownSync(there, ...owner)
  }
}

function run(stage, command) {
  expect(`RUN uses npm or node alone: ${command}`, /^(npm|node) /.test(command))
  const { status } = spawnSync('sh', ['-c', command], {
    cwd: join(stage.folder, stage.workdir),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(`${command} succeeds`, status === 0)
}

function build() {
  for (const [instruction, rest] of instructions()) {
    const stage = stages.at(-1)
    const words = rest.split(/\s+/)
    switch (instruction) {
      case 'FROM': {
        const folder = join(root, String(stages.length))
        mkdirSync(folder)
        stages.push({ name: words[2], folder, workdir: '/', env: {} })
        break
      }
      case 'WORKDIR':
        stage.workdir = rest
        mkdirSync(inside(stage, rest), { recursive: true })
        break
      case 'COPY':
        copy(stage, words)
        break
      case 'RUN':
        run(stage, rest)
        break
      case 'ENV':
        for (const word of words)
          stage.env[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
        break
      case 'USER':
        stage.user = rest.split(':').map(Number)
        break
      case 'ENTRYPOINT':
      case 'CMD':
        stage[instruction] = JSON.parse(rest)
        break
      case 'HEALTHCHECK':
        stage.HEALTHCHECK = JSON.parse(rest.slice(rest.indexOf('[')))
    }
  }
}

/** The last stage's command, paths and user as in the image. */
function start(image, command, extra = {}) {
  const words = command.map((word) => (word.startsWith('/') ? join(image.folder, word) : word))
  const root = process.getuid?.() === 0
  return spawn(words[0], words.slice(1), {
    cwd: join(image.folder, image.workdir),
    env: {
      PATH: process.env.PATH,
      ...image.env,
      FLIP_SANDBOX_STATE: join(image.folder, image.env.FLIP_SANDBOX_STATE),
      FLIP_SANDBOX_PORT: '4319',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(root && { uid: image.user[0], gid: image.user[1] }),
  })
}

const exitOf = (child) => new Promise((resolve) => child.once('exit', (code) => resolve(code)))

async function tryImage(image) {
  expect(
    'the last stage has no sources and no development dependencies',
    !existsSync(inside(image, 'src')) && !existsSync(inside(image, 'node_modules/tap')),
  )
  const sandbox = start(image, [...image.ENTRYPOINT, ...image.CMD], { FLIP_SANDBOX_LOG: 'silent' })
  const exited = exitOf(sandbox)
  await new Promise((resolve) => sandbox.stdout.once('data', resolve))
  expect('HEALTHCHECK succeeds', (await exitOf(start(image, image.HEALTHCHECK))) === 0)
  const health = await fetch('http://127.0.0.1:4319/_sandbox/agents')
  expect('the control API is open inside the network', health.status === 200)
  const drills = await fetch('http://127.0.0.1:4319/_sandbox/drills')
  expect('the drills are there', drills.status === 200)
  expect(
    'tour runs in the image',
    (await exitOf(start(image, [...image.ENTRYPOINT, 'tour']))) === 0,
  )
  const stopwatch = performance.now()
  sandbox.kill('SIGTERM')
  const code = await exited
  expect('SIGTERM ends it with 0 within 2 s', code === 0 && performance.now() - stopwatch < 2000)
  expect(
    'the state lies in the volume',
    existsSync(join(image.folder, image.env.FLIP_SANDBOX_STATE)),
  )
}

try {
  // The folders of the image must be reachable for its user.
  spawnSync('chmod', ['755', root])
  build()
  await tryImage(stages.at(-1))
} finally {
  rmSync(root, { recursive: true, force: true })
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
