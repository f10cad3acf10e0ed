import { ALL_COMPANIES } from '../kyc/company.js'
import type { Static } from '../lib/definition.js'
import type { LoggedFacts } from '../requests/logged-request.js'
import type { Change } from '../store/change.js'
import type { State } from '../store/state.js'
import { countCall, countChange, countPrepared, type Scope } from './count.js'
import type * as definitions from './definitions.js'
import { COVERAGE_FORMAT } from './definitions.js'
import { Prepared } from './prepared.js'
import { type CoverageReport, reportOf } from './report.js'
import { Tally } from './tally.js'
import type { Group } from './what-there-is.js'

export type StoredCoverage = Static<typeof definitions.StoredCoverage>

/** What belongs to no company: calls without a valid key, and what is prepared for all. */
const SHARED = ALL_COMPANIES

/**
 * What the calls have exercised, of what there is. It hears of changes and calls as they happen, and keeps nothing of them
 * but numbers: one scope for each company, and one for all that are gone.
 */
export class Coverage {
  #groups: readonly Group[] | null = null
  readonly #scopes = new Map<number, Scope>()
  #past = newScope()
  /** Whether something was counted since `stored`. */
  changed = false

  constructor(
    /** Asked for with the first report, because it would make every start a few milliseconds longer. */
    readonly whatThereIs: () => readonly Group[],
    readonly state: State,
    stored: StoredCoverage | null = null,
  ) {
    if (stored === null) return
    this.#past = newScope(stored.past)
    for (const scope of stored.companies) this.#scopes.set(scope.company_id, newScope(scope))
    this.#addUpWhoIsGone()
  }

  countCall(facts: LoggedFacts): void {
    this.changed = true
    countCall(facts, this.#scope(facts.company_id ?? SHARED))
  }

  countChange(change: Change): void {
    this.changed = true
    const { company_id, type } = change
    const scope = this.#scope(company_id)
    countChange(change, this.state, scope)
    countPrepared(change, this.state, scope, this.#scope(SHARED))
    switch (type) {
      case 'company-deleted':
        this.#addUpWhoIsGone()
        break
      case 'reset':
      case 'imported':
        for (const { prepared } of this.#scopes.values()) prepared.end()
        this.#addUpWhoIsGone()
        break
      case 'faults-set':
        // Faults for all companies take the place of each one's own.
        if (company_id === SHARED)
          for (const [id, { prepared }] of this.#scopes) if (id !== SHARED) prepared.keep('fault')
    }
  }

  /** @param companyId `ALL_COMPANIES`: together, also those that are gone */
  report(companyId: number): CoverageReport {
    const scopes =
      companyId === ALL_COMPANIES
        ? [this.#past, ...this.#scopes.values()]
        : [this.#scopes.get(companyId) ?? newScope()]
    this.#groups ??= this.whatThereIs()
    return reportOf(companyId, this.#groups, scopes)
  }

  /** Begins anew. What is prepared and not yet used stays. */
  clear(companyId: number): void {
    this.changed = true
    for (const [id, { prepared }] of this.#scopes) {
      if (companyId !== ALL_COMPANIES && companyId !== id) continue
      prepared.clear()
      this.#scopes.set(id, { met: new Tally(), prepared })
    }
    if (companyId === ALL_COMPANIES) this.#past = newScope()
  }

  stored(): StoredCoverage {
    this.changed = false
    const companies = [...this.#scopes].map(([company_id, scope]) => ({
      company_id,
      ...storedScope(scope),
    }))
    return { format: COVERAGE_FORMAT, past: storedScope(this.#past), companies }
  }

  #scope(companyId: number): Scope {
    const known = this.#scopes.get(companyId)
    if (known !== undefined) return known
    // A call may end after its company.
    if (companyId !== SHARED && !this.state.companies.has(companyId)) return this.#past
    const scope = newScope()
    this.#scopes.set(companyId, scope)
    return scope
  }

  /** Companies that are gone are added up, so that a suite that makes one for each test can run for ever. */
  #addUpWhoIsGone(): void {
    for (const [id, scope] of this.#scopes)
      if (id !== SHARED && !this.state.companies.has(id)) this.#addUp(id, scope)
  }

  #addUp(companyId: number, { met, prepared }: Scope): void {
    this.#scopes.delete(companyId)
    this.changed = true
    prepared.end()
    this.#past.met.addAll(met.stored())
    this.#past.prepared.addGone(prepared)
  }
}

type StoredScope = StoredCoverage['past']

function newScope(stored?: StoredScope): Scope {
  const met = new Tally()
  if (stored !== undefined) met.addAll(stored.met)
  return { met, prepared: new Prepared(stored?.prepared) }
}

function storedScope({ met, prepared }: Scope): StoredScope {
  return { met: met.stored(), prepared: prepared.stored() }
}
