import type { CoverageReport } from './report.js'

type Group = CoverageReport['groups'][number]
type Unused = CoverageReport['unused'][number]

const TITLES: Readonly<Record<Group['name'], string>> = {
  endpoints: 'Endpoints that answered with success',
  agents_errors: 'Error codes of the agents host',
  kyc_errors: 'Error codes of the KYC host',
  kyc_statuses: 'KYC statuses',
  reasons: 'Rejection reasons',
  remedies: 'Remedies',
  transfer_errors: 'Error codes of money transfer',
  transfer_statuses: 'Statuses of transfers',
  cancel_reasons: 'Reasons of cancelled transfers',
  inquiry_statuses: 'Results of account inquiries',
  bank_statuses: 'Statuses of banks',
  callback_outcomes: 'Outcomes of callbacks',
  callback_faults: 'Faults of callbacks',
  call_faults: 'Faults of calls',
}

/** What a group is called. One of a later version, in a file, has its own name. */
export function titleOf({ name }: Group): string {
  return TITLES[name] ?? name
}

const KIND_WORDS: Readonly<Record<Unused['kind'], string>> = {
  'armed-scenario': 'armed scenario',
  fault: 'fault',
  'added-scenario': 'added scenario',
}

/** A report in Markdown, such as for a job's summary. */
export function coverageMarkdown({
  percent,
  covered,
  total,
  groups,
  ...rest
}: CoverageReport): string {
  const unused = unusedLines(rest)
  return [
    `## Flip sandbox: ${percent} % exercised (${covered} of ${total})`,
    '',
    '| | exercised | never |',
    '|---|---|---|',
    ...groups.map(
      (group) =>
        `| ${titleOf(group)} | ${group.covered} of ${group.total} | ${never(group).map(code).join(' ')} |`,
    ),
    ...(unused.length === 0 ? [] : ['', '**Prepared, but never used:**', '']),
    ...unused.map((line) => `- ${line}`),
    '',
  ].join('\n')
}

/** The names of what was never met. */
export function never({ items }: Group): string[] {
  return items.filter(({ times }) => times === 0).map(({ name }) => name)
}

/** What was prepared and never used, one line each. */
export function unusedLines({
  unused,
  unlisted,
}: Pick<CoverageReport, 'unused' | 'unlisted'>): string[] {
  const lines = unused.map(
    ({ kind, name, times }) =>
      `${KIND_WORDS[kind] ?? kind} ${code(name)}${times > 1 ? `, ${times} times` : ''}`,
  )
  return unlisted === 0 ? lines : [...lines, `and ${unlisted} more`]
}

/** A name may have a fault's path in it, which somebody else has written. */
function code(name: string): string {
  return `\`${name.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|')}\``
}
