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

/**
 * The page as text.
 * @param probed the ids of the rules that parity can compare
 */
export function fidelityPage(rules, sections, probed) {
  const count = (kind) => {
    const own = rules.filter((rule) => rule.kind === kind).length
    return `${own} of ${rules.length}, ${Math.round((100 * own) / rules.length)} %`
  }
  const tables = sections.map((section) => {
    const own = rules.filter((rule) => rule.section === section)
    return `## ${section}\n\n| id | rule | basis | chosen | parity |\n|---|---|---|---|---|\n${own.map((rule) => line(rule, probed)).join('\n')}\n`
  })
  return `# Fidelity ledger

Every rule of Flip's Agent Verification API that the sandbox follows, and how sure it is. The sources are Flip's integration
guide and Flip's public API reference; where they disagree, the guide wins. Each rule has an id, which the test that shows it
carries in its title. The rules are kept in \`src/rules/\`; this page is written from there by \`npm run docs\`, and
\`GET /_sandbox/fidelity\` answers the same list.

- **documented** (${count('documented')}): the source in brackets states or shows it.
- **contradictory** (${count('contradictory')}): the sources disagree with each other, or one with itself; the column *chosen* says what the sandbox does.
- **assumed** (${count('assumed')}): no source says it. The sandbox had to decide; the real API may do otherwise, so do not build on it.
- **observed** (${count('observed')}): the real API was seen to do it.

[\`flip-sandbox parity\`](parity.md) compares ${probed.size} of these rules with Flip's test mode, if you have a key of your own; the last
column of the tables marks them. Its report, given to \`start --fidelity\`, marks what was observed in \`GET /_sandbox/fidelity\` and at
\`/_sandbox/docs\`.

Found a difference from the real API? Please report it with the rule's id, the call and the answer.

${tables.join('\n')}`
}

function line({ id, sentence, kind, sources, chosen }, probed) {
  const named = sources.map((source) => NAMES[source]).join(', ')
  const basis = `${kind}${named === '' ? '' : ` (${named})`}`
  return `| \`${id}\` | ${cell(sentence)} | ${basis} | ${cell(chosen ?? '')} | ${probed.has(id) ? 'yes' : ''} |`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { RULES } = await import('../dist/rules/all.js')
  const { SECTIONS } = await import('../dist/rules/rule.js')
  const { readPlan, rulesOfProbe } = await import('../dist/parity/probes.js')
  const probed = new Set(readPlan().probes.flatMap(rulesOfProbe))
  writeFileSync(
    new URL('../docs/fidelity.md', import.meta.url),
    fidelityPage(RULES, SECTIONS, probed),
  )
}
