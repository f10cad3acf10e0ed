// Writes docs/fidelity.md from the rows that stand beside the code; a test holds the two together.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NAMES = { G: 'guide', R: 'reference' }

/** The page as text. */
export function fidelityPage(rows, sections) {
  const count = (basis) => rows.filter((row) => row.basis === basis).length
  const tables = sections.map(([section, title]) => {
    const own = rows.filter((row) => row.section === section)
    return `## ${section} ${title}\n\n| rule | basis | chosen |\n|---|---|---|\n${own.map(line).join('\n')}\n`
  })
  return `# Fidelity ledger

Every rule of Flip's Agent Verification API that the sandbox follows, and how sure it is. The sources are Flip's integration
guide and Flip's public API reference; where they disagree, the guide wins. Each rule is kept in the file that implements it
(\`FIDELITY\` at its end); this page is written from there by \`npm run docs\`, and \`GET /_sandbox/fidelity\` answers the same list.

- **documented** (${count('documented')}): the source in brackets states or shows it.
- **contradictory** (${count('contradictory')}): the sources disagree with each other, or one with itself; the last column says what the sandbox does.
- **assumed** (${count('assumed')}): no source says it. The sandbox had to decide; the real API may do otherwise, so do not build on it.

Found a difference from the real API? Please report it with the call and the answer.

${tables.join('\n')}`
}

function line({ rule, basis, sources, chosen }) {
  const named = sources.map((source) => NAMES[source]).join(', ')
  return `| ${cell(rule)} | ${basis}${named === '' ? '' : ` (${named})`} | ${cell(chosen ?? '')} |`
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { FIDELITY_LEDGER } = await import('../dist/fidelity.js')
  const { SECTIONS } = await import('../dist/kyc/fidelity.js')
  writeFileSync(
    new URL('../docs/fidelity.md', import.meta.url),
    fidelityPage(FIDELITY_LEDGER, SECTIONS),
  )
}
