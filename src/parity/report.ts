import { VERSION } from '../lib/version.js'
import { type FidelityReport, REPORT_FORMAT, type RuleVerdict } from '../rules/fidelity-report.js'
import { realNow } from '../time/clock.js'
import type { Target } from './target.js'

/**
 * The report of a run.
 * @param ended why the run ended before the last probe; null when it did not
 * @param attainable how many rules have a probe
 */
export function reportOf(
  { urls }: Target,
  rules: readonly RuleVerdict[],
  attainable: number,
  ended: string | null,
): FidelityReport {
  const count = (verdict: RuleVerdict['verdict']) =>
    rules.filter((rule) => rule.verdict === verdict).length
  const [same, different] = [count('same'), count('different')]
  return {
    format: REPORT_FORMAT,
    date: new Date(realNow()).toISOString(),
    sandbox: VERSION,
    target: { agents: new URL(urls.agents).host, kyc: new URL(urls.kyc).host },
    ended,
    counts: { rules: rules.length, attainable, reached: same + different, same, different },
    rules,
  }
}
