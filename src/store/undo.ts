import type { Agent } from '../kyc/agent.js'
import type { AgentChange, KycChange } from '../kyc/changes.js'
import type { Company } from '../kyc/company.js'
import { indexAgent, type State, unindexAgent } from './state.js'

/** What a call of the emulated API changes: one agent, and what the company has armed. */
export type Undoable = AgentChange | Extract<KycChange, { type: 'scenario-used' }>

/** @returns what brings the state back to how it is now, after these changes and nothing else */
export function remember(
  state: State,
  companyId: number,
  changes: readonly Undoable[],
): () => void {
  const { seq } = state
  const last = { ...state.last }
  const company = state.companies.get(companyId) as Company
  const { agent_id } = changes.find((change) => 'agent_id' in change) as AgentChange
  const before = state.agents.get(agent_id)
  return () => {
    Object.assign(state, { seq, last })
    state.companies.set(companyId, company)
    unindexAgent(state, state.agents.get(agent_id) as Agent)
    if (before === undefined) {
      state.agents.delete(agent_id)
    } else {
      state.agents.set(agent_id, before)
      indexAgent(state, before)
    }
  }
}
