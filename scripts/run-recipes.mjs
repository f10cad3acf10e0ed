// Runs the recipes of the docs as they stand, against one sandbox from the packed package.
// Usage: node scripts/run-recipes.mjs [name of one recipe]
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readBlocks } from './recipes/blocks.mjs'
import { githubJob } from './recipes/github-job.mjs'
import { playGitlabJob } from './recipes/gitlab-job.mjs'
import { provide } from './recipes/needs.mjs'
import { seePage } from './recipes/page.mjs'
import { background, folder, shell, variables } from './recipes/shell.mjs'

/** What recipes have beside the package. */
const BESIDE = [
  'vitest@4',
  'jest@30',
  'ts-jest@29',
  'mocha@12',
  'vite@8',
  'wait-on@9',
  'express@5',
  'testcontainers@12',
  'typescript@5.9',
  '@types/node@22',
]

const root = fileURLToPath(new URL('..', import.meta.url))
const blocks = readBlocks(root)
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
const exercised = await fetch(`${variables.FLIP_SANDBOX_URL}/_sandbox/coverage`)
const { percent, covered, total } = await exercised.json()
console.log(`they exercise ${percent} % of what there is: ${covered} of ${total}`)
console.log(`${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** What users install: the packed package, in a project of its own. */
async function installPackage() {
  if (!existsSync(join(root, 'dist/cli.js'))) throw new Error('Run "npm run build" first.')
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(execFileSync('npm', packing, { cwd: root, encoding: 'utf8' }))
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  await shell(`npm install --save-dev --no-audit --no-fund ./${filename} ${BESIDE.join(' ')}`)
}

/** Every recipe's files in the one project: some use each other's. */
async function writeFiles() {
  for (const { code, file } of blocks) {
    if (file === undefined) continue
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), code)
  }
}

/** Does what a recipe says. */
async function play(name) {
  for (const { code, run, job, page } of blocks.filter(({ recipe }) => recipe === name)) {
    if (run !== undefined) await shell(run)
    // It would take a minute to install once more what is there.
    const steps = code.replace(/npm ci$/m, 'ls node_modules/.bin')
    if (job === 'github') await githubJob(folder, variables).play(steps)
    if (job === 'gitlab') await playGitlabJob(steps)
    if (page !== undefined) await seePage(page)
  }
}

/** The one sandbox of all recipes, on a free port and in memory. @returns its URL */
async function startSandbox() {
  const command = 'npx flip-sandbox start --port 0 --state memory --log silent --json'
  const { stdout } = background(command)
  const lines = createInterface({ input: stdout, signal: AbortSignal.timeout(30_000) })
  for await (const line of lines) return JSON.parse(line).url
  throw new Error('The sandbox did not start.')
}
