import type { Agent } from '../../kyc/agent.js'
import type { FlipCall } from '../protocol/endpoint.js'
import { type Answer, agentsError } from '../protocol/errors.js'

/** The agent with the id of the path. An id that is not a number is not found (agents.get.no-number). */
export function findAgent({ context: { store }, company, id }: FlipCall): Agent | Answer {
  const agent = /^\d+$/.test(id) ? store.state.agents.get(Number(id)) : undefined
  if (agent?.company_id === company.id) return agent
  const hint =
    'This company has no agent with that id: take the id that POST /agents has answered, and the same API secret key.'
  return agentsError(404, hint, 'Agent not found')
}
