import type { Agent } from '../kyc/agent.js'
import { type Callback, NOT_SENT } from '../kyc/callback.js'

/** A callback that waits for the agent's next one is sent without it after this long. */
export const HELD_BACK = 5000

/**
 * The agent's callbacks that are still to come after a newer one (fault `after-next`): held back until now, or sent
 * when there was no newer one in time.
 */
export function awaitingNext(agent: Agent, callbacks: ReadonlyMap<number, Callback>): Callback[] {
  const own = agent.callback_ids
    .map((id) => callbacks.get(id))
    .filter((callback) => callback !== undefined)
  return own.filter(
    ({ id, fault, state }) =>
      fault === 'after-next' &&
      (state === 'scheduled' || hasMissed(agent, id)) &&
      !own.some(({ repeats }) => repeats === id),
  )
}

/** Whether a fault that was asked for did not come about with this callback. */
function hasMissed({ history }: Agent, id: number): boolean {
  return history.some(({ type, callback }) => type === 'fault-missed' && callback === id)
}

/** The same callback once more. */
export function repetition(callback: Callback, id: number, due: number): Callback {
  return {
    ...callback,
    id,
    repeats: callback.id,
    fault: null,
    due,
    ...NOT_SENT,
  }
}
