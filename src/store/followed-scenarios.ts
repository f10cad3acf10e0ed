import { isDeepStrictEqual } from 'node:util'
import type { Agent } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import type { Catalogue } from '../scenarios/catalogue.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { Snapshot } from './document.js'
import { StateConflict } from './errors.js'
import { controlsOf, type State } from './state.js'

/** Finds a scenario as a company's agents do. */
export interface ScenarioNames {
  named(name: string, companyId: number): Scenario | undefined
}

/** What uses scenarios: agents follow one, a company has a default, and some are armed for its next agents. */
interface Users {
  readonly agents: Iterable<Agent>
  readonly companies: Iterable<Company>
}

function* uses({ agents, companies }: Users): Generator<[name: string, companyId: number]> {
  for (const { scenario, company_id } of agents) yield [scenario.name, company_id]
  for (const { id, scenario, armed } of companies) {
    yield [scenario, id]
    for (const next of armed) yield [next.scenario, id]
  }
}

/** The scenarios that an export must bring along, because its controls do not have them: those from files, and those of all companies in an export of one. */
export function followedScenarios(snapshot: Snapshot, scenarios: ScenarioNames): Scenario[] {
  const there = new Set(snapshot.controls.flatMap((own) => own.scenarios))
  const seen = new Set<string>()
  const brought = new Map<string, Scenario>()
  for (const [name, companyId] of uses(snapshot)) {
    const use = `${companyId} ${name}`
    if (seen.has(use)) continue
    seen.add(use)
    const scenario = scenarios.named(name, companyId)
    if (scenario !== undefined && !there.has(scenario)) brought.set(name, scenario)
  }
  return [...brought.values()]
}

/**
 * Gives an imported state the scenarios that were brought along and are not here.
 * @param name what messages call the document
 * @returns the names of scenarios that are used, but are neither in the document nor here
 * @throws {StateConflict} when one of the same name is here and takes another course
 */
export function settleScenarios(
  state: State,
  brought: readonly Scenario[],
  catalogue: Catalogue,
  name: string,
): string[] {
  const shared = controlsOf(state, ALL_COMPANIES)
  const added: Scenario[] = []
  for (const scenario of brought) {
    const here = catalogue.get(scenario.name)
    if (here === undefined) added.push({ ...scenario, origin: 'added' })
    else if (!sameCourse(here, scenario)) {
      throw new StateConflict(
        (nameOf) =>
          `${name} has agents that follow the scenario "${scenario.name}", and the one of that name here takes another course. Nothing was changed. Rename the one here, or leave its folder out of ${nameOf('scenarios')}.`,
      )
    }
  }
  if (added.length > 0)
    state.controls.set(0, { ...shared, scenarios: [...shared.scenarios, ...added] })
  return missingScenarios(state, catalogue)
}

/** The names of scenarios that are used and not there. */
export function missingScenarios(state: State, catalogue: Catalogue): string[] {
  const missing = new Set<string>()
  const has = (companyId: number, name: string) =>
    controlsOf(state, companyId).scenarios.some((scenario) => scenario.name === name)
  const users = { agents: state.agents.values(), companies: state.companies.values() }
  for (const [name, companyId] of uses(users)) {
    if (!catalogue.has(name) && !has(companyId, name) && !has(0, name)) missing.add(name)
  }
  return [...missing]
}

/** What a scenario lets happen, whatever it is called and matches. */
const COURSE = [
  'identity_images',
  'upload_checks',
  'kyc_decisions',
  'callbacks',
  'answers',
  'disbursement',
  'inquiry',
] as const satisfies readonly (keyof Scenario)[]

/** Whether two scenarios let the same happen. */
export function sameCourse(one: Scenario, other: Scenario): boolean {
  return COURSE.every((part) => isDeepStrictEqual(one[part], other[part]))
}
