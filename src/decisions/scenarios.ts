import type { Agent, AgentData, ChosenScenario } from '../kyc/agent.js'
import { ALL_COMPANIES, type Company } from '../kyc/company.js'
import type { Catalogue } from '../scenarios/catalogue.js'
import { chooseScenario } from '../scenarios/choose-scenario.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { ChangeBody } from '../store/change.js'
import { controlsOf } from '../store/state.js'
import type { Store } from '../store/store.js'

/** An agent follows this one when its own scenario has been removed, whatever the option `scenario` says. */
const IN_PLACE_OF_ONE_GONE = 'approved'

/** Looks up scenarios: all that a company has, one by its name, and the one that an agent follows. */
export class Scenarios {
  readonly #catalogued: readonly Scenario[]

  constructor(
    readonly store: Store,
    readonly catalogue: Catalogue,
  ) {
    this.#catalogued = [...catalogue.values()]
  }

  /** The scenarios of a company in the order in which they are matched: those added while running come first. */
  ofCompany(companyId: number): readonly Scenario[] {
    const own = companyId === ALL_COMPANIES ? [] : controlsOf(this.store.state, companyId).scenarios
    const shared = controlsOf(this.store.state, ALL_COMPANIES).scenarios
    if (own.length + shared.length === 0) return this.#catalogued
    return [...own, ...shared, ...this.#catalogued]
  }

  /** @returns undefined where the company has no scenario of this name */
  named(name: string, companyId: number): Scenario | undefined {
    const hasName = (scenario: Scenario) => scenario.name === name
    return (
      controlsOf(this.store.state, companyId).scenarios.find(hasName) ??
      controlsOf(this.store.state, ALL_COMPANIES).scenarios.find(hasName) ??
      this.catalogue.get(name)
    )
  }

  /** The scenario of a new agent, and the change that uses up an armed scenario. */
  choose(
    data: AgentData,
    company: Company,
  ): { scenario: ChosenScenario; changes: readonly ChangeBody[] } {
    const chosen = chooseScenario(data, company, this.ofCompany(company.id))
    const exists = this.named(chosen.name, company.id) !== undefined
    const scenario = exists ? chosen : inPlaceOf(chosen.name)
    const changes: readonly ChangeBody[] =
      company.armed.length === 0 ? [] : [{ type: 'scenario-used', scenario: scenario.name }]
    return { scenario, changes }
  }

  /** The change that gives an agent `approved` where its own scenario is gone, so that its history says so. */
  replaceIfGone({ id, company_id, scenario: { name } }: Agent): ChangeBody[] {
    if (this.named(name, company_id) !== undefined) return []
    return [{ type: 'scenario-set', agent_id: id, scenario: inPlaceOf(name) }]
  }

  /** The scenario that an agent follows; `approved` when its own has been removed. */
  ofAgent(agent: Agent): Scenario {
    return (
      this.named(agent.scenario.name, agent.company_id) ??
      (this.catalogue.get(IN_PLACE_OF_ONE_GONE) as Scenario)
    )
  }
}

/** `approved` in place of a scenario that is gone. */
function inPlaceOf(name: string): ChosenScenario {
  return { name: IN_PLACE_OF_ONE_GONE, because: `${name} is gone` }
}
