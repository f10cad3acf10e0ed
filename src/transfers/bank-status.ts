import type { Instant } from '../kyc/agent.js'
import { flipTimestamp } from '../kyc/timestamps.js'
import type { BankStatus } from './words.js'

/** The reference's three messages (transfers.callbacks.bank-status). */
const MESSAGES: Readonly<Record<BankStatus, string>> = {
  HEAVILY_DISTURBED:
    'Bank is under severe disturbance. Please wait until the next callback saying bank is free from the disturbance, before attempting a transaction to the bank.',
  DISTURBED:
    'Bank is now free from severe disturbance. You can continue to transact with the beneficiary bank. However, at a slower pace and might be delayed.',
  OPERATIONAL:
    'Bank is now free from severe disturbance. You can continue to transact to the beneficiary bank.',
}

/** The JSON text of the field `data`: a list of one. */
export function bankStatusData(bank_code: string, status: BankStatus, at: Instant): string {
  const message = MESSAGES[status]
  return JSON.stringify([{ bank_code, status, message, updated_at: flipTimestamp(at) }])
}
