import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { FIDELITY_LEDGER } from '../../src/fidelity.js'
import { type FidelityRow, SECTIONS } from '../../src/kyc/fidelity.js'
import { open } from '../helpers/sandbox.js'

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join('src', name), 'utf8') }))

/** The rows that a file exports; none where it exports no ledger. */
async function rowsOf({ name, text }: (typeof files)[number]): Promise<readonly FidelityRow[]> {
  if (!/^export const FIDELITY\b/m.test(text)) return []
  const path = `../src/${name.replace(/\.ts$/, '.js')}`
  return ((await import(path)) as { FIDELITY: readonly FidelityRow[] }).FIDELITY
}

t.test('the ledger has the rows of every file that exports some, and no others', async (t) => {
  const exported = new Set((await Promise.all(files.map(rowsOf))).flat())
  for (const row of exported) t.ok(FIDELITY_LEDGER.includes(row), row.rule)
  t.equal(FIDELITY_LEDGER.length, exported.size)
})

t.test('a file whose comments say [A] exports an assumed row', async (t) => {
  const assuming = files.filter(({ text }) => /^\s*(\/\/|\/?\*).*\[A\]/m.test(text))
  t.not(assuming.length, 0)
  for (const file of assuming) {
    const rows = await rowsOf(file)
    t.ok(
      rows.some(({ basis }) => basis === 'assumed'),
      file.name,
    )
  }
})

t.test('every section of the contract has rows, in the order of the contract', async (t) => {
  const inOrder = [...new Set(FIDELITY_LEDGER.map(({ section }) => section))]
  t.strictSame(
    inOrder,
    SECTIONS.map(([section]) => section),
  )
})

t.test('a row', async (t) => {
  const rules = FIDELITY_LEDGER.map(({ rule }) => rule)
  t.strictSame(
    rules.filter((rule, index) => rules.indexOf(rule) !== index),
    [],
    'is there once',
  )
  for (const { rule, basis, sources, chosen } of FIDELITY_LEDGER) {
    t.match(rule, /^\S[^\n]*[.")]$/, `is one sentence: ${rule}`)
    t.equal(sources.length === 0, basis === 'assumed', `names its sources: ${rule}`)
    t.equal(chosen !== null, basis === 'contradictory', `says what was chosen: ${rule}`)
  }
})

t.test('docs/fidelity.md says the same; npm run docs writes it', async (t) => {
  const script = new URL('../scripts/write-fidelity.mjs', import.meta.url).href
  const { fidelityPage } = await import(script)
  const page = readFileSync(new URL('../docs/fidelity.md', import.meta.url), 'utf8')
  t.equal(page, fidelityPage(FIDELITY_LEDGER, SECTIONS))
})

t.test('GET /_sandbox/fidelity answers the whole ledger', async (t) => {
  const { sandbox } = await open(t)
  const response = await fetch(`${sandbox.url}/_sandbox/fidelity`)
  t.equal(response.status, 200)
  t.strictSame(await response.json(), {
    items: JSON.parse(JSON.stringify(FIDELITY_LEDGER)),
    total: FIDELITY_LEDGER.length,
    next: null,
  })
})
