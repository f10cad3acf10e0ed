// Bundles what others run: the command, the library and the client. What they share lies in files of its own. Reading two
// hundred modules one by one is a quarter of a start. Dependencies stay what npm installs; TypeBox is bundled, because
// loading its hundreds of modules would take 190 ms.
import { chmod, readdir, readFile, rm } from 'node:fs/promises'
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
