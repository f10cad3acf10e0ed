import { ALL_COMPANIES } from '../kyc/company.js'
import type { Static } from '../lib/definition.js'
import type { Scope } from './count.js'
import type * as definitions from './definitions.js'
import { shareOf, wholeShare } from './share.js'
import { UnusedNames } from './unused.js'
import type { Group } from './what-there-is.js'

export type CoverageReport = Static<typeof definitions.CoverageReport>

/** What these scopes together have exercised. */
export function reportOf(
  companyId: number,
  whatThereIs: readonly Group[],
  scopes: readonly Scope[],
): CoverageReport {
  const groups = whatThereIs.map(({ name: group, items: all }) => {
    const items = all.map(({ name, about, scenario, fault }) => {
      const times = scopes.reduce((sum, { met }) => sum + met.of(group, name), 0)
      return { name, about, times, scenario, fault }
    })
    return { name: group, ...shareOf(items), items }
  })
  const unused = new UnusedNames()
  for (const { prepared } of scopes) unused.addAll(prepared.unused())
  const { items, unlisted } = unused
  const company_id = companyId === ALL_COMPANIES ? null : companyId
  return { company_id, ...wholeShare(groups), groups, unused: items, unlisted }
}
