import type { Instant } from '../kyc/agent.js'
import { clockOf, type State } from '../store/state.js'

/**
 * The latest real time that a state has a record of: each date in it, minus how far the company's clock is ahead. Frozen
 * clocks tell nothing. Nor does the date of a company itself, which stays when a reset makes the clock real again.
 */
export function latestRealTime(state: State): Instant {
  let latest = 0
  const note = (companyId: number, at: Instant | null) => {
    const clock = clockOf(state, companyId)
    if (clock.mode === 'running' && at !== null) latest = Math.max(latest, at - clock.offset)
  }
  for (const { company_id, history } of state.agents.values())
    for (const { at } of history.slice(-1)) note(company_id, at)
  for (const { company_id, sent_at } of state.callbacks.values()) note(company_id, sent_at)
  for (const [companyId, messages] of state.inbox)
    for (const { received_at } of messages.slice(-1)) note(companyId, received_at)
  return latest
}
