import type { Agent, Instant } from '../kyc/agent.js'
import { type Callback, callbackData } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import type { CallbackStep } from '../scenarios/scenario.js'
import { HELD_BACK } from './after-next.js'
import { scheduled } from './scheduled.js'

/**
 * The callbacks that announce an agent's new status: one, or two when the scenario says so.
 * @param agent as it is after the decision
 * @param awaited whether one of the agent's callbacks waits for this one (fault `after-next`)
 * @param id the first free identifier
 */
export function announce(
  agent: Agent,
  company: Company,
  step: CallbackStep,
  awaited: boolean,
  now: Instant,
  id: number,
): Callback[] {
  const fault = step.fault === 'after-next' && awaited ? null : step.fault
  return scheduled(
    {
      id,
      company_id: company.id,
      agent_id: agent.id,
      kyc_status: agent.kyc_status,
      url: company.callback_url,
      data: callbackData(agent, company),
      due: later(now, step.after + (fault === 'after-next' ? HELD_BACK : 0)),
      fault,
    },
    company,
  )
}
