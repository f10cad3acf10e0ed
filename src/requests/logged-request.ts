import type { Instant } from '../kyc/agent.js'

/** One call to the emulated API, as it was and what it got. In memory only. */
export interface LoggedRequest extends LoggedCall {
  readonly id: number
  readonly method: string
  /** With the query. */
  readonly path: string
  /** The header `Request-ID`. */
  readonly request_id: string | null
  /** The sentence in `Sandbox-Hint`. */
  readonly hint: string | null
}

/** What is noted of a call; the rest can be read in it. */
export interface LoggedCall extends CallFacts {
  /** Request line and headers as they came, without the key. */
  readonly head: string
  /** The body's first bytes as they came, one character a byte (latin1); none of an urlencoded one that never became whole. */
  readonly body: string
  /** Status line and headers as sent; in an entry without the empty line after them. */
  readonly response_head: string
  /** The answer's body, cut off where it is very long. */
  readonly response: string
}

/** What is known of it besides its texts. */
export interface CallFacts {
  /** When it was over, on the company's clock. */
  readonly at: Instant
  /** The last change before the call, which places it among them. */
  readonly seq: number
  readonly company_id: number | null
  readonly agent_id: number | null
  /** null: the connection ended without an answer. */
  readonly status: number | null
  /** Milliseconds of real time. */
  readonly duration: number
  /** How many bytes of a body came; 0 where an urlencoded one never became whole. */
  readonly body_bytes: number
}
