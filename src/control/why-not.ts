import type { Agent } from '../kyc/agent.js'
import type { Callback, CallbackState } from '../kyc/callback.js'
import { isFinalStatus } from '../kyc/lifecycle.js'
import type { Disbursement } from '../transfers/disbursement.js'

/** What a wait has seen when it gives up. */
interface Seen {
  readonly agent: Agent | null
  readonly disbursement: Disbursement | null
  readonly callback: Callback | null
  /** Whether the status is the one that was waited for. */
  readonly reached: boolean
  readonly idle: boolean
}

interface Wanted {
  readonly status: string | undefined
  readonly callback: CallbackState | undefined
}

/**
 * Sentences that say how things are, which part of a condition did not hold, and what may still bring it about.
 * @param scheduled how many tasks are still to come
 */
export function whyNot(seen: Seen, wanted: Wanted, scheduled: number): string {
  const { agent, disbursement, reached, idle } = seen
  const ofAgent = agent === null ? '' : ` The agent is in ${agent.kyc_status}.`
  const status = disbursement === null ? ofAgent : ` The transfer is ${disbursement.status}.`
  const isFinal =
    agent === null ? disbursement?.status !== 'PENDING' : isFinalStatus(agent.kyc_status)
  if (!reached && isFinal) return `${status} That is final: ${wanted.status} cannot come any more.`
  const now = reached ? `${status}${ofCallback(seen, wanted)}` : status
  if (scheduled > 0) return `${now} ${scheduled} still scheduled: move the clock, or wait longer.`
  if (!idle) return `${now} Something is under way: a receiver that answers slowly, or not at all.`
  return reached
    ? `${now} Nothing is scheduled, so this does not change by itself.`
    : `${now} Nothing is scheduled: decide by hand, or look at the scenario.`
}

/** The callback, where it is what did not hold. */
function ofCallback({ callback }: Seen, wanted: Wanted): string {
  if (wanted.callback === undefined || callback?.state === wanted.callback) return ''
  return callback === null
    ? ' It has no such callback.'
    : ` Its callback is ${callback.state}, not ${wanted.callback}.`
}
