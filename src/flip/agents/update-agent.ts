import type { Agent } from '../../kyc/agent.js'
import { toAgentData } from '../../kyc/agent-data.js'
import { agentAttributes } from '../protocol/attributes.js'
import type { AgentCall, AgentEndpoint } from '../protocol/endpoint.js'
import { type Answer, validationError } from '../protocol/errors.js'
import { agentResponse } from './agent-response.js'
import { findAgent } from './find-agent.js'

/** An update is allowed until the agent first enters PENDING; later it is 1092 (agents.update.until-submission). */
function neverPending({ agent }: AgentCall): Answer | undefined {
  if (agent.submitted_at === null) return undefined
  const hint =
    'The agent has been PENDING, so its data is fixed: after a rejection that asks for data, use PUT /users/:id/repair.'
  return validationError([{ attribute: 'kyc_status', code: 1092, hint }])
}

/** `PUT /agents/:id`: all attributes are sent again (agents.update.all-again). */
export const updateAgent: AgentEndpoint = {
  method: 'PUT',
  path: '/agents/:id',
  scripted: 'update_agent',
  before: [],
  find: findAgent,
  requires: [neverPending, agentAttributes],
  perform({ context: { store }, agent, form, commit }) {
    commit({ type: 'agent-updated', agent_id: agent.id, data: toAgentData(form) })
    return agentResponse(store.state.agents.get(agent.id) as Agent)
  },
}
