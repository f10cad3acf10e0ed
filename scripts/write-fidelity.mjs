// Writes docs/fidelity.md from the rules in src/rules/; a test holds the two together.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NAMES = {
  G: 'guide',
  R: 'reference',
  R1: 'reference of 2017–20',
  R2: 'reference of 2022–23',
  R3: 'beta reference of 2024–25',
  R4: 'reference of today',
}

/** The page as text. */
export function fidelityPage(rules, sections) {
  const count = (kind) => rules.filter((rule) => rule.kind === kind).length
  const tables = sections.map((section) => {
    const own = rules.filter((rule) => rule.section === section)
    return `## ${section}\n\n| id | rule | basis | chosen |\n|---|---|---|---|\n${own.map(line).join('\n')}\n`
  })
  return `# Fidelity ledger

Every rule of Flip's Agent Verification API that the sandbox follows, and how sure it is. The sources are Flip's integration
guide and Flip's public API reference; where they disagree, the guide wins. Each rule has an id, which the test that shows it
carries in its title. The rules are kept in \`src/rules/\`; this page is written from there by \`npm run docs\`, and
\`GET /_sandbox/fidelity\` answers the same list.

- **documented** (${count('documented')}): the source in brackets states or shows it.
- **contradictory** (${count('contradictory')}): the sources disagree with each other, or one with itself; the last column says what the sandbox does.
- **assumed** (${count('assumed')}): no source says it. The sandbox had to decide; the real API may do otherwise, so do not build on it.

Found a difference from the real API? Please report it with the rule's id, the call and the answer.

${tables.join('\n')}`
}

function line({ id, sentence, kind, sources, chosen }) {
  const named = sources.map((source) => NAMES[source]).join(', ')
  const basis = `${kind}${named === '' ? '' : ` (${named})`}`
  return `| \`${id}\` | ${cell(sentence)} | ${basis} | ${cell(chosen ?? '')} |`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { RULES } = await import('../dist/rules/all.js')
  const { SECTIONS } = await import('../dist/rules/rule.js')
  writeFileSync(new URL('../docs/fidelity.md', import.meta.url), fidelityPage(RULES, SECTIONS))
}
