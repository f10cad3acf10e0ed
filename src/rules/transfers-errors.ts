import { SCRIPTED_CODES, TRANSFER_ERRORS } from '../transfers/error-codes.js'
import { assumed, contradictory, documented, rulesOf } from './rule.js'

/** One rule for each code: `transfers.code-999` to `transfers.code-2005`. */
export const TRANSFER_CODES = rulesOf('Errors of money transfer', [
  documented(
    'transfers.errors.shape',
    ['R2'],
    'A refused transfer is 422 with VALIDATION_ERROR, or BALANCE_INSUFFICIENT, and a list of attribute, code and message.',
  ),
  contradictory(
    'transfers.errors.message-1025',
    ['R2'],
    'The message of 1025 is another one in the sample than in the list of codes.',
    'That of the sample; of all others no sample is known, and they are those of the list.',
  ),
  ...Object.entries(TRANSFER_ERRORS).map(([code, { message, when }]) => {
    const id = `transfers.code-${code}`
    const sentence = `Money transfer: ${code} "${message}": ${when}.`
    return Object.hasOwn(SCRIPTED_CODES, code)
      ? assumed(id, sentence)
      : documented(id, ['R2'], sentence)
  }),
])
