import type { Instant } from '../kyc/agent.js'

/** What is known about one call to the emulated API and its answer. In memory only. */
export interface LoggedFacts {
  readonly id: number
  /** When it was over, on the company's clock. */
  readonly at: Instant
  /** The number of the last change before the call, to sort calls and changes. */
  readonly seq: number
  readonly company_id: number | null
  readonly agent_id: number | null
  readonly method: string
  /** With the query. */
  readonly path: string
  /** The header `Request-ID`. */
  readonly request_id: string | null
  /** null: the connection ended without an answer. */
  readonly status: number | null
  /** Milliseconds of real time. */
  readonly duration: number
  /** The sentence in `Sandbox-Hint`. */
  readonly hint: string | null
  /** How many bytes of a body came. */
  readonly body_bytes: number
}

/** What was sent and answered. */
export interface LoggedTexts {
  /** Request line and headers as they came, without the key. */
  readonly head: string
  /** The body's first bytes as they came, one character for each byte (latin1). */
  readonly body: string
  /** Status line, and the headers that the sandbox has set. */
  readonly response_head: string
  /** The answer's body; a very long one is cut off. */
  readonly response: string
}

export type LoggedRequest = LoggedFacts & LoggedTexts
