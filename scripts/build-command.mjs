// Puts the command into one file, dist/cli.js: reading a hundred modules one by one is a tenth of its start.
// The library stays plain modules, and dependencies stay what npm installs; TypeBox alone, with its hundreds of
// modules, is bundled into both: loading it takes 10 ms so, 190 ms otherwise.
import { chmod, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dependencies } = JSON.parse(await readFile(`${root}package.json`, 'utf8'))

const options = {
  absWorkingDir: root,
  bundle: true,
  external: Object.keys(dependencies).filter((name) => name !== 'typebox'),
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'warning',
}
await build({ ...options, entryPoints: ['src/cli.ts'], outfile: 'dist/cli.js' })
await build({
  ...options,
  entryPoints: ['src/lib/typebox.ts'],
  outfile: 'dist/lib/typebox.js',
  minify: true,
})

// So that `npx flip-sandbox` runs it in a clone too, where npm has installed no link to it.
await chmod(`${root}dist/cli.js`, 0o755)
