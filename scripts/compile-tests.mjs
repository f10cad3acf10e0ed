// Compiles the sources and the tests once, so that no test file has to start a compiler of its own. Types are not
// checked here; `npm run lint` does that. With names of test files it runs these, without tap's runner and coverage.
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { buildDocsPage } from './build-docs-page.mjs'
import { writeLocations } from './build-locations.mjs'

const names = process.argv.slice(2)
// A file tried meanwhile must not take the code from under a run of all.
const folder = names.length === 0 ? '.test-build/all' : '.test-build/one'

rmSync(folder, { recursive: true, force: true })
await build({
  entryPoints: ['src/**/*.ts', 'test/**/*.ts'],
  outbase: '.',
  outdir: folder,
  format: 'esm',
  target: 'es2023',
  // Stack traces and coverage point at the sources.
  sourcemap: true,
  sourcesContent: false,
})
// A test file would take a fifth of a second to load TypeBox's modules.
await build({
  entryPoints: ['src/lib/typebox.ts'],
  outbase: '.',
  outdir: folder,
  bundle: true,
  platform: 'node',
  format: 'esm',
})
writeLocations(join(folder, 'dist'))
await buildDocsPage(join(folder, 'dist'))
// What the code and the tests look for beside themselves.
for (const name of ['package.json', 'docs', 'fixtures', 'openapi', 'scripts'])
  symlinkSync(resolve(name), join(folder, name))

// An install leaves tap with plugins that .taprc takes out. Its first run would take them out too, but still load them
// in every process that it starts.
const tapAsBuilt = readFileSync(new URL(import.meta.resolve('@tapjs/test/test-built')), 'utf8')
if (names.length === 0 && tapAsBuilt.includes('@tapjs/typescript'))
  spawnSync('npx', ['tap', 'build'], { stdio: 'inherit' })

// The files of a folder run one after the other in one process: to start Node.js, tap and the sandbox for each file takes
// as long as all that they test. Small folders share one. A large one has several, so that none is left to run alone.
const MOST = 9
const files = readdirSync(join(folder, 'test'), { recursive: true })
  .filter((file) => file.endsWith('.test.js'))
  .map((file) => file.replaceAll('\\', '/'))
  .sort()
const folderOf = (file) => (file.includes('/') ? file.split('/')[0] : 'as-a-whole')
const filesIn = (name) => files.filter((file) => folderOf(file) === name)
const groupOf = (file) => (filesIn(folderOf(file)).length < 7 ? 'small' : folderOf(file))
mkdirSync(join(folder, 'suites'))
const written = {}
for (const file of files) {
  const group = groupOf(file)
  written[group] = (written[group] ?? 0) + 1
  const suite = `${group}-${Math.ceil(written[group] / MOST)}.test.js`
  appendFileSync(join(folder, 'suites', suite), `import '../test/${file}'\n`)
}

for (const name of names) {
  const file = join(folder, name.replace(/\.ts$/, '.js'))
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', file], {
    stdio: 'inherit',
  })
  process.exitCode ||= status ?? 1
}
