import type { Agent } from '../../kyc/agent.js'
import type { FlipCall } from './endpoint.js'

/** What to say where there is none. */
export const NO_SUCH_AGENT =
  'This company has no agent with that id: take the id that POST /agents has answered, and the same API secret key.'

/** The agent of the call's company with this id (auth.companies-apart). @param id digits; any other text is nobody's */
export function agentOfCompany(
  { context: { store }, company }: FlipCall,
  id: string,
): Agent | undefined {
  const agent = /^\d+$/.test(id) ? store.state.agents.get(Number(id)) : undefined
  return agent?.company_id === company.id ? agent : undefined
}
