import type { Agent } from '../../kyc/agent.js'
import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import type { Call } from '../protocol/endpoint.js'
import { type Answer, agentsError } from '../protocol/errors.js'

/** The agent of the path; an id that is no number is not found (contract section 5). */
export function findAgent({ context: { store }, company, id }: Call): Agent | Answer {
  const agent = /^\d+$/.test(id) ? store.state.agents.get(Number(id)) : undefined
  if (agent?.company_id === company.id) return agent
  const hint =
    'This company has no agent with that id: take the id that POST /agents has answered, and the same API secret key.'
  return agentsError(404, hint, 'Agent not found')
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '2',
    ['G'],
    'Agents of one company are invisible to another: to its key they do not exist.',
  ),
  documented(
    '7.2',
    ['R'],
    'No such agent is 404 with name Not Found and message "Agent not found".',
  ),
  assumed('5', 'Agents host: an id that is no number is an agent that does not exist.'),
  assumed('1', 'Leading zeros of an id in the path do not count, on either host.'),
]
