// Bundles what others run: the command, the library and the client. What they share lies in files of its own. Reading two
// hundred modules one by one is a quarter of a start. Dependencies stay what npm installs; TypeBox is bundled, because
// loading its hundreds of modules would take 190 ms.
import { chmod, cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dependencies } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))

for (const name of await readdir(`${root}dist`))
  if (name.startsWith('shared-')) await rm(`${root}dist/${name}`)

await build({
  absWorkingDir: root,
  entryPoints: ['src/cli.ts', 'src/index.ts', 'src/client.ts'],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  external: Object.keys(dependencies),
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'warning',
})

// So that `npx flip-sandbox` runs it in a clone too, where npm has installed no link to it.
await chmod(`${root}dist/cli.js`, 0o755)

// What CommonJS gets, in a folder of its own whose package.json says so: the client, and in place of the library what to do.
const commonjs = `${root}dist/commonjs`
await rm(commonjs, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: ['src/client.ts'],
  outfile: 'dist/commonjs/client.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'warning',
})
const clientTypes = await typesOf('client.d.ts')
for (const file of clientTypes) await cp(`${root}dist/${file}`, `${commonjs}/${file}`)
await writeFile(`${commonjs}/package.json`, '{ "type": "commonjs" }\n')
const ADVICE =
  "flip-kyc-sandbox is an ES module: use await import('flip-kyc-sandbox'), as in Jest's globalSetup. require('flip-kyc-sandbox/client') drives a sandbox that runs already."
await writeFile(`${commonjs}/index.js`, `throw new Error(${JSON.stringify(ADVICE)})\n`)
await writeFile(`${commonjs}/index.d.ts`, `/** ${ADVICE} */\nexport type * from './client.js'\n`)

// Types that neither library nor client names would be half of what is installed.
const types = await typesOf('index.d.ts', new Set(clientTypes))
for (const file of await readdir(`${root}dist`, { recursive: true })) {
  const kept = types.has(file) || file.startsWith('commonjs') || !file.endsWith('.d.ts')
  if (!kept) await rm(`${root}dist/${file}`)
}

/** A file with types below dist/, and all that it takes types from. */
async function typesOf(file, found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  const text = await readFile(`${root}dist/${file}`, 'utf8')
  for (const [, path] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g))
    await typesOf(join(dirname(file), `${path}.d.ts`), found)
  return found
}
