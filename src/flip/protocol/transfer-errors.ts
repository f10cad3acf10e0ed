import { TRANSFER_ERRORS, type TransferRefusal } from '../../transfers/error-codes.js'
import type { Answer } from './errors.js'

/** The answer to mistakes in a transfer's payload: every attribute that fails, in the table's order (transfers.errors.shape). */
export function transferError(
  refusals: readonly TransferRefusal[],
  code: 'VALIDATION_ERROR' | 'BALANCE_INSUFFICIENT' = 'VALIDATION_ERROR',
): Answer {
  return {
    status: 422,
    body: {
      code,
      errors: refusals.map(({ attribute, code: number }) => ({
        attribute,
        code: number,
        message: TRANSFER_ERRORS[number].message,
      })),
    },
    hint: `${refusals.map(({ hint }) => hint.replace(/\.$/, '')).join('; ')}.`,
    errors: refusals.map(({ code: number }) => ({ table: 'transfer', code: number })),
  }
}

/** The answer to refusals, where there are any. */
export function refusedFor(
  ...refusals: readonly (TransferRefusal | undefined)[]
): Answer | undefined {
  const found = refusals.filter((one) => one !== undefined)
  return found.length === 0 ? undefined : transferError(found)
}
