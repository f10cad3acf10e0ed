import { AGENTS_ERRORS, KYC_ERRORS } from '../kyc/error-codes.js'
import { assumed, documented, rulesOf } from './rule.js'

/** Codes of the KYC host whose message comes from the reference, but whose cause is the sandbox's own choice. */
const OWN_CAUSES: ReadonlySet<string> = new Set(['500', '503', '2002', '4007', '4014', '4015'])

/**
 * One rule for each code: `errors.code-400` to `errors.code-4015`. Of a code that both hosts have, the agents host's
 * rule is called so, as `errors.agents-host.code-1001`.
 */
export const ERROR_CODES = rulesOf('Errors and the order of checks', [
  ...Object.entries(KYC_ERRORS).map(([code, { message, when }]) => {
    const id = `errors.code-${code}`
    const sentence = `${code} "${message}"${OWN_CAUSES.has(code) ? '' : `: ${when}`}.`
    return code === '413' || code === '415'
      ? assumed(id, sentence)
      : documented(id, ['R'], sentence)
  }),
  ...Object.entries(AGENTS_ERRORS).map(([code, { message, when }]) => {
    const id = Object.hasOwn(KYC_ERRORS, code)
      ? `errors.agents-host.code-${code}`
      : `errors.code-${code}`
    return documented(id, ['R2'], `Agents host: ${code} "${message}": ${when}.`)
  }),
])
