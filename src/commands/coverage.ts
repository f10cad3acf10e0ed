import type { CoverageReport } from '../client.js'
import { coverageMarkdown, never, titleOf, unusedLines } from '../coverage/markdown.js'
import { mergeCoverage } from '../coverage/merge.js'
import { type Command, ExitCode, type Invocation, UsageError } from './command.js'
import { COMPANY_FLAG, scopeOf } from './flag-values.js'
import { printThing } from './print.js'
import { readCoverage } from './read-coverage.js'
import { table } from './table.js'

/** The flag that makes a share too small a failure. */
export const FAIL_UNDER_FLAG = {
  'fail-under': ['<percent>', 'exit code 1 when less was exercised'],
} as const

/** `coverage`: what the calls have exercised, of what there is. */
export const coverage: Command = {
  name: 'coverage',
  usage: 'coverage [--markdown] [--fail-under 80] [--clear] [--merge <file…>]',
  about: 'Shows what the calls have exercised, of what there is, since it was last cleared.',
  flags: {
    markdown: ['', "as Markdown, such as for a job's summary"],
    ...FAIL_UNDER_FLAG,
    clear: ['', 'forget it afterwards'],
    merge: ['', 'no sandbox, but these files of run --coverage or coverage --json, added up'],
    ...COMPANY_FLAG,
  },
  words: [0, Number.MAX_SAFE_INTEGER],
  async run(invocation) {
    const { client, flags, terminal, words } = invocation
    const least = leastPercent(flags)
    const merge = flags['merge'] === true
    if (merge !== words.length > 0)
      throw new UsageError('Write files after --merge: flip-sandbox coverage --merge a.json b.json')
    if (merge && (flags['clear'] === true || flags['company'] !== undefined))
      throw new UsageError('--merge reads files, and no sandbox: leave out --clear and --company.')
    const scope = scopeOf(invocation)
    const report = merge ? mergeCoverage(words.map(readCoverage)) : await client.coverage(scope)
    if (flags['markdown'] === true) await terminal.write(coverageMarkdown(report))
    else printThing(invocation, report, describeCoverage)
    if (flags['clear'] === true) await client.clearCoverage(scope)
    failUnder(least, report, invocation, 'the report lists what never was')
  },
}

/** The share that a flag asks for; null: none. @throws {UsageError} */
export function leastPercent(flags: Invocation['flags']): number | null {
  const text = flags['fail-under']
  if (text === undefined) return null
  const percent = Number(text)
  if (/^[\d.]+$/.test(String(text)) && percent <= 100) return percent
  throw new UsageError('--fail-under must be a number from 0 to 100, such as 80.')
}

/**
 * @param remedy where to see what was not exercised, without the full stop
 * @throws {ExitCode} 1 when less was exercised than was asked for
 */
export function failUnder(
  least: number | null,
  { percent }: CoverageReport,
  { terminal }: Pick<Invocation, 'terminal'>,
  remedy: string,
): void {
  if (least === null || percent >= least) return
  terminal.complain(
    `flip-sandbox: ${percent} % was exercised, and --fail-under asks for ${least}; ${remedy}.`,
  )
  throw new ExitCode(1)
}

function describeCoverage(report: CoverageReport): string[] {
  const { percent, covered, total, groups } = report
  const unused = unusedLines(report)
  const untried = groups
    .flatMap(({ items }) => items)
    .find(({ times, scenario }) => times === 0 && scenario !== null)
  return [
    `${percent} % exercised: ${covered} of ${total}.`,
    '',
    ...table([
      ['', 'exercised', 'never'],
      ...groups.map((group) => [
        titleOf(group),
        `${group.covered} of ${group.total}`,
        never(group).join(', '),
      ]),
    ]),
    ...(unused.length === 0 ? [] : ['', 'Prepared, but never used:']),
    ...unused.map((line) => `  ${line}`),
    ...(untried === undefined
      ? []
      : ['', `One to try with the next agent: flip-sandbox next ${untried.scenario}`]),
  ]
}
