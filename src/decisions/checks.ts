import { awaitingNext } from '../callbacks/after-next.js'
import { announce } from '../callbacks/announce.js'
import type { Agent, Check } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import type { PlanCheck } from '../kyc/journey.js'
import { isAnnounced } from '../kyc/lifecycle.js'
import { planCallback, planCheck } from '../scenarios/plan.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { Change, ChangeBody } from '../store/change.js'
import { committing } from '../store/committing.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'
import type { Scenarios } from './scenarios.js'

/** How an agent is decided, and by whom. */
export type Decision = Pick<Check, 'kyc_status' | 'rejected_reason_code' | 'by'>

/** The checks of agents: plans them, runs them when they are due, and decides the agents. */
export class Checks {
  constructor(
    readonly store: Store,
    readonly agenda: Agenda,
    readonly scenarios: Scenarios,
  ) {}

  /** Schedules the checks that were still to come when the sandbox stopped. */
  resume(): void {
    for (const agent of this.store.state.agents.values())
      if (agent.check !== null) this.#schedule(agent)
  }

  /** Plans an agent's checks from now on, as its scenario (or the given one) has them. */
  plansFor(agent: Agent, scenario: Scenario = this.scenarios.ofAgent(agent)): PlanCheck {
    const company = this.#companyOf(agent)
    return (kind) => planCheck(kind, agent, company, scenario, this.store.now(agent.company_id))
  }

  /** The changes that decide an agent and, for a status that Flip announces, schedule its callbacks. */
  decide(agent: Agent, { kyc_status, rejected_reason_code, by }: Decision): ChangeBody[] {
    const now = this.store.now(agent.company_id)
    const changes: ChangeBody[] = [
      ...this.scenarios.replaceIfGone(agent),
      { type: 'kyc-decided', agent_id: agent.id, kyc_status, rejected_reason_code, by },
    ]
    if (!isAnnounced(kyc_status)) return changes
    const decided = { ...agent, kyc_status, rejected_reason_code, verified_at: now }
    const callbacks = announce(
      decided,
      this.#companyOf(agent),
      planCallback(agent, this.scenarios.ofAgent(agent)),
      awaitingNext(agent, this.store.state.callbacks).length > 0,
      now,
      this.store.nextId('callback'),
    )
    return [
      ...changes,
      ...callbacks.map((callback) => ({ type: 'callback-scheduled', callback }) as const),
    ]
  }

  #companyOf(agent: Agent): Company {
    return this.store.state.companies.get(agent.company_id) as Company
  }

  /** Schedules and cancels checks as a change says. */
  follow(change: Change): void {
    switch (change.type) {
      case 'check-scheduled': {
        const agent = this.store.state.agents.get(change.agent_id)
        if (agent !== undefined) this.#schedule(agent)
        break
      }
      case 'agent-added':
        this.#schedule(change.agent)
        break
      case 'check-cancelled':
      case 'kyc-decided':
        this.agenda.remove(key(change.agent_id))
    }
  }

  #schedule({ id, company_id, check }: Agent): void {
    this.agenda.remove(key(id))
    if (check === null || check.due === null) return
    const decide = () => {
      const agent = this.store.state.agents.get(id) as Agent
      this.store.commit(company_id, ...this.decide(agent, check))
    }
    const what = { key: key(id), company_id, due: check.due }
    this.agenda.put(committing(this.agenda, what, decide))
  }
}

function key(agentId: number): string {
  return `check ${agentId}`
}
