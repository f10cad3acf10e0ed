import type { CoverageReport } from './report.js'
import { shareOf, wholeShare } from './share.js'

type Group = CoverageReport['groups'][number]
type Item = Group['items'][number]
type Unused = CoverageReport['unused'][number]

/**
 * Adds up the coverage of several sandboxes, such as one for each worker of a test run.
 * @param reports of `coverage()`, or what `run --coverage` has written; of other versions too
 */
export function mergeCoverage(reports: readonly CoverageReport[]): CoverageReport {
  const groups = together(
    reports.flatMap(({ groups }) => groups),
    ({ name }) => name,
    mergeGroups,
  )
  const unused = together(
    reports.flatMap(({ unused }) => unused),
    ({ kind, name }) => `${kind} ${name}`,
    (a, b): Unused => ({ ...a, times: a.times + b.times }),
  )
  const unlisted = reports.reduce((sum, report) => sum + report.unlisted, 0)
  return { company_id: null, ...wholeShare(groups), groups, unused, unlisted }
}

function mergeGroups(a: Group, b: Group): Group {
  const items = together(
    [...a.items, ...b.items],
    ({ name }) => name,
    (one, other): Item => ({ ...one, times: one.times + other.times }),
  )
  return { name: a.name, ...shareOf(items), items }
}

/** The same list with those of the same key merged, in the order of their first ones. */
function together<T>(list: readonly T[], keyOf: (one: T) => string, merge: (a: T, b: T) => T): T[] {
  const byKey = new Map<string, T>()
  for (const one of list) {
    const known = byKey.get(keyOf(one))
    byKey.set(keyOf(one), known === undefined ? one : merge(known, one))
  }
  return [...byKey.values()]
}
