import type { Instant } from '../kyc/agent.js'

/** What a call has exercised of the API, for the coverage. Of this the log shows the fault. */
export interface Exercised {
  /** The endpoint that it reached, such as `PUT /users/:id/submit`; null where it was refused before. */
  readonly endpoint: string | null
  /** The error codes of its answer. */
  readonly errors: readonly ErrorCode[]
  /** The fault that struck it, whether set for calls or asked for by a scenario. */
  readonly fault: Strike | null
}

/** What went wrong with a call on purpose. */
export interface Strike {
  /** Its name, such as `no-answer`; null where it only gave a status or made the call late. */
  readonly fault: string | null
  /** The status that the call got from it; null: none. */
  readonly status: number | null
  /** Milliseconds that the call had to wait first. */
  readonly latency: number
}

/** An error code of Flip's. */
export interface ErrorCode {
  /** Whose table it is in: one of the hosts', or that of money transfer. */
  readonly table: 'agents' | 'kyc' | 'transfer'
  readonly code: number
}

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
  readonly exercised: Exercised
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
