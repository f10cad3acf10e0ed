import type { Agent, Instant } from '../kyc/agent.js'
import { type Callback, callbackData } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import type { CallbackStep } from '../scenarios/scenario.js'

/** A callback held back until the agent's next one has been sent goes alone after this long. */
const HELD_BACK = 5000

/**
 * The callbacks that announce an agent's new status: one, or two where the scenario says so.
 * @param agent as it is after the decision
 * @param holding whether one of the agent's callbacks is held back for this one (fault `after-next`)
 * @param id the first free identifier
 */
export function announce(
  agent: Agent,
  company: Company,
  step: CallbackStep,
  holding: boolean,
  now: Instant,
  id: number,
): Callback[] {
  const fault = step.fault === 'after-next' && holding ? null : step.fault
  const callback: Callback = {
    id,
    company_id: company.id,
    agent_id: agent.id,
    kyc_status: agent.kyc_status,
    url: company.callback_url,
    data: callbackData(agent, company),
    token:
      fault === 'wrong-token' ? wrongToken(company.validation_token) : company.validation_token,
    due: now + step.after + (fault === 'after-next' ? HELD_BACK : 0),
    fault,
    repeats: null,
    state: 'scheduled',
    sent_at: null,
    duration: null,
    answer: null,
    error: null,
  }
  return fault === 'twice' ? [callback, { ...callback, id: id + 1, repeats: id }] : [callback]
}

/** Another token of the same length: whoever compares only lengths or the first letters is found out. */
function wrongToken(token: string): string {
  const last = token.slice(-1)
  return token.slice(0, -1) + (last === 'x' ? 'y' : 'x')
}
