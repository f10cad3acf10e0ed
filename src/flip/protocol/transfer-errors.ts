import { TRANSFER_ERRORS, type TransferRefusal } from '../../transfers/error-codes.js'
import { type Answer, payloadError } from './errors.js'

/** The answer to mistakes in a transfer's payload: every attribute that fails, in the table's order. */
export function transferError(
  refusals: readonly TransferRefusal[],
  name: 'VALIDATION_ERROR' | 'BALANCE_INSUFFICIENT' = 'VALIDATION_ERROR',
): Answer {
  const mistakes = refusals.map((one) => ({ ...one, message: TRANSFER_ERRORS[one.code].message }))
  return payloadError(name, 'transfer', mistakes)
}

/** The answer to refusals, where there are any. */
export function refusedFor(
  ...refusals: readonly (TransferRefusal | undefined)[]
): Answer | undefined {
  const found = refusals.filter((one) => one !== undefined)
  return found.length === 0 ? undefined : transferError(found)
}
