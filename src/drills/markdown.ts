import { counted } from '../lib/counted.js'
import type { DrillReport } from './report.js'

/** The report as Markdown, for the summary of a CI job. */
export function markdown({ url, counts, not_judged, drills }: DrillReport): string {
  const { passed, warned, unknown, failed } = counts
  const lines = [
    `## Drill of ${url}`,
    '',
    `${counted(drills.length, 'drill')}: ${passed} passed, ${warned} warned, ${unknown} unknown, ${failed} failed.`,
    '',
    '| drill | verdict | what came | remedy |',
    '|---|---|---|---|',
    ...drills.map(
      ({ name, verdict, says, remedy }) =>
        `| ${name} | ${verdict === 'failed' ? '**failed**' : verdict} | ${cell(says)} | ${cell(remedy ?? '')} |`,
    ),
  ]
  if (not_judged.length > 0) {
    lines.push('', 'What could not be judged:', '', ...not_judged.map((one) => `- ${cell(one)}`))
  }
  return lines.join('\n')
}

/** Text that stays in its cell, and is no markup. */
function cell(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ')
}
