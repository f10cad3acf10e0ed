import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { readPlan, rulesOfProbe } from '../../src/parity/probes.js'
import { RULES } from '../../src/rules/all.js'
import { SECTIONS } from '../../src/rules/rule.js'
import { open } from '../helpers/sandbox.js'
import { citations } from './citations.js'

const PARITY = join('test', 'parity')

const IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id))

/** What a folder's files cite: in comments, or in titles and messages. */
function citedIn(folder: string, where: 'comments' | 'strings') {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .flatMap((name) =>
      citations(readFileSync(join(folder, name), 'utf8'), where).map((cited) => ({
        file: join(folder, name),
        rules: RULES.filter(({ id }) => cited.pattern.test(id)),
        text: cited.text,
      })),
    )
}

t.test('every rule is shown by a test that has its id in a title or a message', async (t) => {
  // What is said of a rule in test/parity shows that parity can tell, not that the sandbox follows it.
  const cited = citedIn('test', 'strings').filter(({ file }) => !file.startsWith(PARITY))
  const shown = new Set(cited.flatMap(({ rules }) => rules))
  t.strictSame(
    RULES.filter((rule) => !shown.has(rule)).map(({ id }) => id),
    [],
  )
})

t.test('every id that is cited is a rule', async (t) => {
  const cited = [
    ...citedIn('src', 'comments'),
    ...citedIn('dashboard', 'comments'),
    ...citedIn('test', 'comments'),
    ...citedIn('test', 'strings'),
  ]
  t.ok(cited.length > IDS.size / 2)
  t.strictSame(
    cited.filter(({ rules }) => rules.length === 0).map(({ file, text }) => `${file}: ${text}`),
    [],
  )
})

t.test('a rule', async (t) => {
  t.equal(IDS.size, RULES.length, 'has an id of its own')
  for (const { id, sentence, kind, sources, chosen } of RULES) {
    t.match(id, /^[a-z][a-z-]*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/, `has area and name: ${id}`)
    t.match(sentence, /^\S[^\n]*[.")]$/, `is a sentence: ${id}`)
    t.notMatch(sentence.replace(/"[^"]*"/g, ''), /[.!?] [A-Z]/, `is one sentence: ${id}`)
    t.equal(sources.length === 0, kind === 'assumed', `names its sources: ${id}`)
    t.equal(chosen !== null, kind === 'contradictory', `says what was chosen: ${id}`)
  }
  const sentences = RULES.map(({ sentence }) => sentence)
  t.equal(new Set(sentences).size, sentences.length, 'is there once')
})

t.test('the rules come section by section, and no section is empty', async (t) => {
  t.strictSame([...new Set(RULES.map(({ section }) => section))], SECTIONS)
  const places = RULES.map(({ section }) => SECTIONS.indexOf(section))
  t.strictSame(
    places,
    places.toSorted((a, b) => a - b),
  )
})

t.test('docs/fidelity.md says the same; npm run docs writes it', async (t) => {
  const { fidelityPage } = await import(pathToFileURL(resolve('scripts/write-fidelity.mjs')).href)
  const probed = new Set(readPlan().probes.flatMap(rulesOfProbe))
  t.equal(readFileSync('docs/fidelity.md', 'utf8'), fidelityPage(RULES, SECTIONS, probed))
})

t.test('GET /_sandbox/fidelity answers every rule', async (t) => {
  const { sandbox } = await open(t)
  const response = await fetch(`${sandbox.url}/_sandbox/fidelity`)
  t.equal(response.status, 200)
  t.strictSame(await response.json(), {
    items: RULES.map(({ id, section, sentence, kind, sources, chosen }) => ({
      id,
      section,
      rule: sentence,
      basis: kind,
      sources,
      chosen,
      observed: null,
    })),
    total: RULES.length,
    next: null,
  })
})
