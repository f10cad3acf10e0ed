import type { AgentsErrorCode, KycErrorCode } from './error-codes.js'

/** Why the KYC host refuses a call: Flip's code, and one plain ASCII sentence for the developer. */
export interface Refusal {
  readonly code: KycErrorCode
  /** What is wrong and what to do. Never repeats what was sent, because it becomes a response header. */
  readonly hint: string
  /** A message other than the table's, such as for 401 because of a Request-ID. */
  readonly message?: string
}

export function refusal(code: KycErrorCode, hint: string): Refusal {
  return { code, hint }
}

/** Why the agents host refuses one attribute of a payload. */
export interface AttributeRefusal {
  readonly attribute: string
  readonly code: AgentsErrorCode
  readonly hint: string
  /** The bound that a length is beyond (2001). */
  readonly bound?: Bound
}

export type Bound = `at least ${number}` | `at most ${number}`
