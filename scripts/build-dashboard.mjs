// Bundles the dashboard into dist/dashboard/assets and holds it to its size: what a browser loads for the first screen, in one
// language, is 50 KB by gzip at most. Browsers get less: they send `Accept-Encoding: br` to localhost and 127.0.0.1 (Chromium was
// seen to do so), and src/server/dashboard.ts answers by Brotli of quality 11, whose size is printed as well.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'

const LIMIT = 50 * 1024

const page = fileURLToPath(new URL('../dashboard/', import.meta.url))
const assets = fileURLToPath(new URL('../dist/dashboard/assets/', import.meta.url))

const english = await read('en')

/** Keys that the sources put together while running keep their names. */
const COMPOSED =
  /^(page|live|theme|why|remedy|change|callback|because|task|kind|verdict|group|unused|create\.goal|faults\.kind|clock\.now)\b/

const shortened = new Map(
  Object.keys(english)
    .filter((key) => key.includes('.') && !COMPOSED.test(key))
    .map((key, index) => [key, `.${index.toString(36)}`]),
)

/** In the page the long names of texts are short ones, and each language stays a file of its own. */
const dictionaries = {
  name: 'dictionaries',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/(en|id)\.js$/ }, ({ path }) => ({ path, external: true }))
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
  // The tools become a file of their own, and chunk.js what they share with the rest.
  splitting: true,
  chunkNames: '[name]',
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

for (const language of ['en', 'id']) await writeDictionary(language)

const ALWAYS = ['index.html', 'icon.svg', 'page.css', 'page.js', 'chunk.js']

const always = await measureAll(ALWAYS)
const languages = await measureAll(['en.js', 'id.js'])
const later = await measureAll(['tools.js'])
const larger = languages.toSorted((a, b) => b.gzip - a.gzip)[0]
const first = total([...always, larger])
print('first screen', ' '.repeat(9), first)
print('everything', ' '.repeat(9), total([...always, ...languages, ...later]))
if (first.gzip > LIMIT) {
  console.error(
    `The dashboard's first screen is larger than ${kilobytes(LIMIT)} by gzip; make it smaller.`,
  )
  process.exit(1)
}

function measureAll(names) {
  return Promise.all(names.map(measure))
}

async function measure(name) {
  const bytes = await readFile(`${assets}${name}`)
  // The quality that Node takes where none is named is 11, the highest.
  const sizes = {
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  }
  print(name, kilobytes(bytes.length), sizes)
  return sizes
}

function total(sizes) {
  const sum = (by) => sizes.reduce((so, one) => so + one[by], 0)
  return { gzip: sum('gzip'), brotli: sum('brotli') }
}

function print(name, size, { gzip, brotli }) {
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

/** Two lists, of names and of texts, are smaller than an object. */
async function writeDictionary(language) {
  const words = await read(language)
  const keys = Object.keys(english)
  const names = lines(keys.map((key) => shortened.get(key) ?? key))
  const texts = lines(keys.map((key) => words[key]))
  await writeFile(
    `${assets}${language}.js`,
    `const texts=${texts}
export const ${language}=Object.fromEntries(${names}.map((name,index)=>[name,texts[index]]))
`,
  )
}

function lines(texts) {
  return `${JSON.stringify(texts.join('\n'))}.split('\\n')`
}
