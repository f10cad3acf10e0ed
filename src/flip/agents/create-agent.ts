import type { Agent } from '../../kyc/agent.js'
import { toAgentData } from '../../kyc/agent-data.js'
import { agentAttributes } from '../protocol/attributes.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'
import { agentResponse } from './agent-response.js'

/** `POST /agents`: a new agent. Its scenario is chosen now (status.scenario). */
export const createAgent: PlainEndpoint = {
  method: 'POST',
  path: '/agents',
  requires: [agentAttributes],
  perform({ context: { store, scenarios }, company, form, commit }) {
    const data = toAgentData(form)
    const agent_id = store.nextId('agent')
    const { scenario, changes } = scenarios.choose(data, company)
    commit({ type: 'agent-created', agent_id, data, scenario }, ...changes)
    return agentResponse(store.state.agents.get(agent_id) as Agent)
  },
}
