// Bundles the dashboard into dist/dashboard/assets and holds it to its size: 50 KB in total by gzip. Browsers get less: they
// send `Accept-Encoding: br` to localhost and 127.0.0.1 (Chromium was seen to do so), and src/server/dashboard.ts answers by
// Brotli of quality 11, whose size is printed as well.
import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'

const LIMIT = 50 * 1024

const page = fileURLToPath(new URL('../dashboard/', import.meta.url))
const assets = fileURLToPath(new URL('../dist/dashboard/assets/', import.meta.url))

const english = await read('en')

/** Keys that the sources put together while running keep their names. */
const COMPOSED =
  /^(page|live|theme|why|remedy|change|callback|because|task|verdict|group|unused|create\.goal|faults\.kind|clock\.now)\b/

const shortened = new Map(
  Object.keys(english)
    .filter((key) => key.includes('.') && !COMPOSED.test(key))
    .map((key, index) => [key, `.${index.toString(36)}`]),
)

/**
 * The texts of both languages, and their names, are a third of the page. So the bundle holds each name once,
 * beside two lists of texts, and the long names as short ones, in the dictionary and where they are used.
 */
const dictionaries = {
  name: 'dictionaries',
  setup({ onLoad }) {
    onLoad({ filter: /dashboard\/i18n\/(en|id)\.ts$/ }, async ({ path }) => {
      const language = path.slice(-5, -3)
      const words = await read(language)
      const keys = Object.keys(english)
      const names = keys.map((key) => shortened.get(key) ?? key)
      const texts = keys.map((key) => words[key])
      return {
        contents: `${language === 'en' ? `export const names = ${lines(names)}` : "import { names } from './en.ts'"}
          const texts = ${lines(texts)}
          export const ${language} = Object.fromEntries(names.map((name, index) => [name, texts[index]]))`,
      }
    })
    onLoad({ filter: /dashboard\/.*\.tsx?$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /'([\w-]+(?:\.[\w-]+)+)'/g,
        (literal, key) => (shortened.has(key) ? `'${shortened.get(key)}'` : literal),
      ),
      loader: path.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
}

await rm(assets, { recursive: true, force: true })
await mkdir(assets, { recursive: true })
await build({
  entryPoints: { page: `${page}main.tsx` },
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  // Smaller than the automatic runtime, and the same to Preact.
  jsxFactory: 'h',
  jsxFragment: 'Fragment',
  inject: [`${page}jsx.ts`],
  tsconfigRaw: {},
  plugins: [dictionaries],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
})
for (const name of ['index.html', 'icon.svg']) await copyFile(`${page}${name}`, `${assets}${name}`)

const total = { gzip: 0, brotli: 0 }
for (const name of (await readdir(assets)).sort()) {
  const bytes = await readFile(`${assets}${name}`)
  const gzip = gzipSync(bytes, { level: 9 }).length
  // The quality that Node takes where none is named is 11, the highest.
  const brotli = brotliCompressSync(bytes).length
  total.gzip += gzip
  total.brotli += brotli
  print(name, kilobytes(bytes.length), gzip, brotli)
}
print('dashboard', ' '.repeat(9), total.gzip, total.brotli)
if (total.gzip > LIMIT) {
  console.error(`The dashboard is larger than ${kilobytes(LIMIT)} by gzip; make it smaller.`)
  process.exit(1)
}

function print(name, size, gzip, brotli) {
  console.log(`${name.padEnd(12)} ${size}  gzip ${kilobytes(gzip)}  brotli ${kilobytes(brotli)}`)
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(6)} KB`
}

async function read(language) {
  const { code } = await transform(await readFile(`${page}i18n/${language}.ts`, 'utf8'), {
    loader: 'ts',
  })
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  return module[language]
}

function lines(texts) {
  return `${JSON.stringify(texts.join('\n'))}.split('\\n')`
}
