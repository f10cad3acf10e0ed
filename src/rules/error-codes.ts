import { FLIP_ERRORS } from '../kyc/refusals.js'
import { assumed, documented, rulesOf } from './rule.js'

/** Codes whose message comes from the reference, but whose cause is the sandbox's own choice. */
const OWN_CAUSES: ReadonlySet<string> = new Set(['500', '503', '4007', '4014', '4015'])

/** One rule for each code of the table: `errors.code-400` to `errors.code-4015`. */
export const ERROR_CODES = rulesOf(
  'Errors and the order of checks',
  Object.entries(FLIP_ERRORS).map(([code, { message, when }]) => {
    const id = `errors.code-${code}`
    const sentence = `${code} "${message}"${OWN_CAUSES.has(code) ? '' : `: ${when}`}.`
    return code === '413' || code === '415'
      ? assumed(id, sentence)
      : documented(id, ['R'], sentence)
  }),
)
