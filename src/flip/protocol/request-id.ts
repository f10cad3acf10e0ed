import type { Company } from '../../kyc/company.js'
import type { Refusal } from '../../kyc/refusals.js'

const STRICT = /^bigflip-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/
const LENIENT = /^bigflip-./

/** The header `Request-ID: bigflip-<uuid>` (request-id.strict). @returns undefined when it is right */
export function checkRequestId(
  header: string | string[] | undefined,
  mode: Company['request_id'],
): Refusal | undefined {
  const problem = (hint: string): Refusal => ({ code: 401, message: 'Invalid token', hint })
  if (typeof header !== 'string' || header === '') {
    return problem(
      'Send a Request-ID header, bigflip- followed by a UUID that you make for each request; in curl with a colon, because -H "Request-ID=..." with an equals sign sends no header.',
    )
  }
  if ((mode === 'strict' ? STRICT : LENIENT).test(header)) return undefined
  return problem(
    mode === 'strict'
      ? "The Request-ID is not bigflip- followed by a UUID; send one, or start the sandbox with --request-id lenient to run the guide's sample as printed."
      : 'The Request-ID must begin with bigflip- and go on with at least one more character.',
  )
}
