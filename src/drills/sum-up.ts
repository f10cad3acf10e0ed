import { VERSION } from '../lib/version.js'
import { worst } from './judge.js'
import type { DrillReport, DrillResult, Verdict } from './report.js'

/**
 * The report of a run.
 * @param now when it began
 * @param duration of all of it, in real milliseconds
 */
export function reportOf(
  url: string,
  drills: readonly DrillResult[],
  now: number,
  duration: number,
): DrillReport {
  const count = (verdict: Verdict) => drills.filter((drill) => drill.verdict === verdict).length
  return {
    url,
    sandbox: VERSION,
    date: new Date(now).toISOString(),
    duration_ms: Math.round(duration),
    verdict: worst(drills.map(({ verdict }) => verdict)),
    counts: {
      passed: count('passed'),
      warned: count('warned'),
      unknown: count('unknown'),
      failed: count('failed'),
    },
    not_judged: notJudged(drills),
    drills,
  }
}

/** Each reason once, with the drills that it holds for. */
function notJudged(drills: readonly DrillResult[]): string[] {
  const unknown = drills.filter(({ verdict }) => verdict === 'unknown')
  return [...new Set(unknown.map(({ says }) => says))].map((reason) => {
    const names = unknown.filter(({ says }) => says === reason).map(({ name }) => name)
    return `${names.join(', ')}: ${reason}`
  })
}
