// Bundles the dashboard into dist/dashboard/assets and holds it to its size: 40 KB compressed in total.
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const LIMIT = 40 * 1024

const page = fileURLToPath(new URL('../src/dashboard/page/', import.meta.url))
const assets = fileURLToPath(new URL('../dist/dashboard/assets/', import.meta.url))

await rm(assets, { recursive: true, force: true })
await mkdir(assets, { recursive: true })
await build({
  entryPoints: { page: `${page}main.tsx` },
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfigRaw: {},
  legalComments: 'none',
  logLevel: 'warning',
})
for (const name of ['index.html', 'icon.svg']) await copyFile(`${page}${name}`, `${assets}${name}`)

let total = 0
for (const name of (await readdir(assets)).sort()) {
  const bytes = await readFile(`${assets}${name}`)
  const compressed = gzipSync(bytes, { level: 9 }).length
  total += compressed
  console.log(`${name.padEnd(12)} ${kilobytes(bytes.length)}  gzip ${kilobytes(compressed)}`)
}
console.log(`${'dashboard'.padEnd(12)} ${' '.repeat(9)}  gzip ${kilobytes(total)}`)
if (total > LIMIT) {
  console.error(`The dashboard is larger than ${kilobytes(LIMIT)} compressed; make it smaller.`)
  process.exit(1)
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(6)} KB`
}
