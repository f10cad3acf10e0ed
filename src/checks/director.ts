import { announce } from '../callbacks/announce.js'
import type { Agent, AgentData, Check, ChosenScenario, DecidedBy, KycStatus } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import type { PlanCheck } from '../kyc/journey.js'
import { isAnnounced } from '../kyc/lifecycle.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'
import type { Catalogue } from '../scenarios/catalogue.js'
import { chooseScenario } from '../scenarios/choose-scenario.js'
import { planCallback, planCheck } from '../scenarios/plan.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { Change, ChangeBody } from '../store/change.js'
import { controlsOf } from '../store/state.js'
import { onStorageError } from '../store/storage-error.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'

export interface Verdict {
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  readonly by: DecidedBy
}

/** The scenario of whoever's own has been removed. */
const USUAL = 'approved'

/** Leads agents through their scenarios: which one, what its next check says, and when. */
export class Director {
  readonly #catalogued: readonly Scenario[]

  constructor(
    readonly store: Store,
    readonly agenda: Agenda,
    readonly catalogue: Catalogue,
  ) {
    this.#catalogued = [...catalogue.values()]
  }

  /** Takes up the checks that a stopped sandbox left. */
  resume(): void {
    for (const agent of this.store.state.agents.values())
      if (agent.check !== null) this.#schedule(agent)
  }

  /** The scenarios of a company in the order in which they are matched: added ones first. */
  scenariosFor(companyId: number): readonly Scenario[] {
    const own = companyId === 0 ? [] : controlsOf(this.store.state, companyId).scenarios
    const everybodys = controlsOf(this.store.state, 0).scenarios
    if (own.length + everybodys.length === 0) return this.#catalogued
    return [...own, ...everybodys, ...this.#catalogued]
  }

  /** @returns undefined where no scenario of the company has this name */
  scenario(name: string, companyId: number): Scenario | undefined {
    const named = (scenario: Scenario) => scenario.name === name
    return (
      controlsOf(this.store.state, companyId).scenarios.find(named) ??
      controlsOf(this.store.state, 0).scenarios.find(named) ??
      this.catalogue.get(name)
    )
  }

  /** Which scenario a new agent is to follow, and whether an armed one is used up by it. */
  choose(
    data: AgentData,
    company: Company,
  ): { scenario: ChosenScenario; changes: readonly ChangeBody[] } {
    const chosen = chooseScenario(data, company, this.scenariosFor(company.id))
    const known = this.scenario(chosen.name, company.id) !== undefined
    const scenario = known ? chosen : { name: USUAL, because: `${chosen.name} is gone` }
    const changes: readonly ChangeBody[] =
      company.armed.length === 0 ? [] : [{ type: 'scenario-used', scenario: scenario.name }]
    return { scenario, changes }
  }

  /** The agent's scenario; one that has been removed since is taken for the usual course. */
  scenarioOf(agent: Agent): Scenario {
    return (
      this.scenario(agent.scenario.name, agent.company_id) ??
      (this.catalogue.get(USUAL) as Scenario)
    )
  }

  /** Plans the checks of an agent from now. */
  plansFor(agent: Agent): PlanCheck {
    return (kind) =>
      planCheck(
        kind,
        agent,
        this.company(agent),
        this.scenarioOf(agent),
        this.store.now(agent.company_id),
      )
  }

  /** The changes by which an agent is decided and, where Flip announces it, its callbacks scheduled. */
  decide(agent: Agent, { kyc_status, rejected_reason_code, by }: Verdict): ChangeBody[] {
    const now = this.store.now(agent.company_id)
    const changes: ChangeBody[] = [
      { type: 'kyc-decided', agent_id: agent.id, kyc_status, rejected_reason_code, by },
    ]
    if (!isAnnounced(kyc_status)) return changes
    const decided = { ...agent, kyc_status, rejected_reason_code, verified_at: now }
    const callbacks = announce(
      decided,
      this.company(agent),
      planCallback(agent, this.scenarioOf(agent)),
      this.#holdsBack(agent),
      now,
      this.store.nextId('callback'),
    )
    return [
      ...changes,
      ...callbacks.map((callback) => ({ type: 'callback-scheduled', callback }) as const),
    ]
  }

  company(agent: Agent): Company {
    return this.store.state.companies.get(agent.company_id) as Company
  }

  /** Whether a callback of the agent waits for its next one (fault `after-next`). */
  #holdsBack(agent: Agent): boolean {
    return agent.callback_ids.some((id) => {
      const callback = this.store.state.callbacks.get(id)
      return callback?.state === 'scheduled' && callback.fault === 'after-next'
    })
  }

  /** Does what a change asks for. */
  follow(change: Change): void {
    switch (change.type) {
      case 'check-scheduled': {
        const agent = this.store.state.agents.get(change.agent_id)
        if (agent !== undefined) this.#schedule(agent)
        break
      }
      case 'check-cancelled':
      case 'kyc-decided':
        this.agenda.remove(key(change.agent_id))
    }
  }

  #schedule({ id, company_id, check }: Agent): void {
    this.agenda.remove(key(id))
    if (check === null || check.due === null) return
    this.agenda.put({
      key: key(id),
      company_id,
      due: check.due,
      run: () => this.#runCheck(id, check),
    })
  }

  #runCheck(agentId: number, check: Check): void {
    const agent = this.store.state.agents.get(agentId) as Agent
    const { company_id } = agent
    try {
      this.store.commit(company_id, ...this.decide(agent, check))
    } catch (error) {
      onStorageError(error, () => {
        // The journal cannot be written now: the check stands, and is looked at again.
        const due = this.store.now(company_id) + 1000
        const run = () => this.#runCheck(agentId, check)
        this.agenda.put({ key: key(agentId), company_id, due, run })
      })
    }
  }
}

function key(agentId: number): string {
  return `check ${agentId}`
}
