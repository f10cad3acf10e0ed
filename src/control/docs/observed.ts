import type { FidelityReport } from '../../rules/fidelity-report.js'
import { code, text } from './html.js'

/** The part of the page about what `parity` has observed. */
export function observedPart({ date, target, counts, rules }: FidelityReport): string {
  const rows = rules
    .filter(({ verdict }) => verdict !== 'not reachable')
    .map(
      ({ id, verdict, difference }) =>
        `<tr><td>${code(id)}</td><td>${verdict}</td><td>${text(difference ?? '')}</td></tr>`,
    )
  return `<h2 id="observed">Observed</h2>
<p>On ${text(date)} <code>flip-sandbox parity</code> compared ${counts.reached} of ${counts.rules} rules with ${text(target.agents)} and ${text(target.kyc)}: ${counts.same} are the same, ${counts.different} differ.</p>
<details><summary>The rules that were observed</summary><div><table>${rows.join('')}</table></div></details>`
}
