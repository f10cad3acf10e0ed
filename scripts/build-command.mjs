// Puts the command into one file, dist/cli.js: reading a hundred modules one by one is a tenth of its start.
// The library stays plain modules; dependencies stay what npm installs.
import { chmod } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

await build({
  absWorkingDir: root,
  entryPoints: ['src/cli.ts'],
  outfile: 'dist/cli.js',
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  charset: 'utf8',
  logLevel: 'warning',
})

// So that `npx flip-sandbox` runs it in a clone too, where npm has installed no link to it.
await chmod(`${root}dist/cli.js`, 0o755)
