import type { Company } from '../../kyc/company.js'
import { assumed, contradictory, documented, type FidelityRow } from '../../kyc/fidelity.js'
import type { Refusal } from '../../kyc/refusals.js'

const STRICT = /^bigflip-[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/
const LENIENT = /^bigflip-./

/** The header `Request-ID: bigflip-<uuid>` (contract section 3); undefined where it is in order. */
export function checkRequestId(
  header: string | string[] | undefined,
  mode: Company['request_id'],
): Refusal | undefined {
  const problem = (hint: string): Refusal => ({ code: 401, message: 'Invalid token', hint })
  if (typeof header !== 'string' || header === '') {
    return problem(
      'Send a Request-ID header: bigflip- followed by a UUID that you make for each request.',
    )
  }
  if ((mode === 'strict' ? STRICT : LENIENT).test(header)) return undefined
  return problem(
    mode === 'strict'
      ? "The Request-ID is not bigflip- followed by a UUID; send one, or start the sandbox with --request-id lenient to run the guide's sample as printed."
      : 'The Request-ID must begin with bigflip- and go on with at least one more character.',
  )
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '3',
    ['G'],
    'Every call of the KYC host carries the header Request-ID: bigflip-<uuid>.',
  ),
  assumed('3', 'The UUID may be of any version, its digits in either case.'),
  documented(
    '3',
    ['R'],
    'Without a Request-ID the answer is 401 with the code 401 and message "Invalid token".',
  ),
  assumed('3', 'A malformed Request-ID is refused like a missing one.'),
  contradictory(
    '3',
    ['G'],
    "The text asks for a UUID; the guide's own submit sample sends bigflip-32487iweurwer44534.",
    'A UUID is needed; the option requestId: "lenient" takes anything after bigflip-.',
  ),
  contradictory(
    '3',
    ['G'],
    "The guide's table for submit leaves the Request-ID out; its sample sends one.",
    'It is needed on every call of the KYC host, the lists included.',
  ),
  assumed('3', 'A Request-ID that was used before is taken again.'),
]
