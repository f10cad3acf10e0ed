import type { Agent } from '../../kyc/agent.js'
import { agentOfCompany, NO_SUCH_AGENT } from '../protocol/agent-of-company.js'
import type { FlipCall } from '../protocol/endpoint.js'
import { type Answer, agentsError } from '../protocol/errors.js'

/** The agent with the id of the path. An id that is not a number is not found (agents.get.no-number). */
export function findAgent(call: FlipCall): Agent | Answer {
  return agentOfCompany(call, call.id) ?? agentsError(404, NO_SUCH_AGENT, 'Agent not found')
}
