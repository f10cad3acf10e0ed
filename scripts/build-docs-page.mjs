// Bundles the script and the style of the page at /_sandbox/docs. The server puts both into the page itself.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Writes page.js and page.css into the folder `docs` of another one. */
export async function buildDocsPage(folder) {
  await build({
    entryPoints: {
      page: fileURLToPath(new URL('../dashboard/docs/main.ts', import.meta.url)),
    },
    outdir: join(folder, 'docs'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    tsconfigRaw: {},
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildDocsPage('dist')
