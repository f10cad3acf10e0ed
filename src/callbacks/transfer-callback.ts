import type { Instant } from '../kyc/agent.js'
import type { Callback, CallbackFault, CallbackKind } from '../kyc/callback.js'
import { URL_SETTINGS } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import { scheduled } from './scheduled.js'

/** What a callback about money says, and how. */
export interface TransferNews {
  readonly kind: Exclude<CallbackKind, 'kyc'>
  readonly data: string
  readonly disbursement_id?: string
  readonly fault?: CallbackFault | null
  /** Milliseconds until it is sent. */
  readonly after?: number
}

/**
 * The callbacks about a transfer, an inquiry or a bank, each kind to its own URL (transfers.callbacks.urls): one, or two
 * when the scenario says so.
 * @param id the first free identifier
 */
export function transferCallback(
  { kind, data, disbursement_id, fault = null, after = 0 }: TransferNews,
  company: Company,
  now: Instant,
  id: number,
): Callback[] {
  return scheduled(
    {
      id,
      company_id: company.id,
      agent_id: null,
      kyc_status: null,
      kind,
      ...(disbursement_id !== undefined && { disbursement_id }),
      url: company[URL_SETTINGS[kind]],
      data,
      due: later(now, after),
      fault,
    },
    company,
  )
}

/** A callback about a transfer is sent six times at the most, two minutes apart (transfers.callbacks.retries). */
const MOST_ATTEMPTS = 6
const BETWEEN = 2 * 60_000

/**
 * When a callback that has just failed is sent again.
 * @param now on the company's clock
 * @returns null: never, because it is of a kind that is sent once, was made by hand, or has had its six attempts
 */
export function nextAttempt({ kind, by_hand, attempts }: Callback, now: Instant): Instant | null {
  const made = (attempts?.length ?? 0) + 1
  if (kind !== 'disbursement' || by_hand !== undefined || made >= MOST_ATTEMPTS) return null
  return later(now, BETWEEN)
}
