import type { Instant } from './kyc/agent.js'

/** One call to the emulated API, as it was and what it got. In memory only. */
export interface LoggedRequest {
  readonly id: number
  readonly at: Instant
  /** The last change before the call, which places it among them. */
  readonly seq: number
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly company_id: number | null
  readonly agent_id: number | null
  /** The header `Request-ID`. */
  readonly request_id: string | null
  /** null: the connection ended without an answer. */
  readonly status: number | null
  /** Milliseconds of real time. */
  readonly duration: number
  /** The sentence in `Sandbox-Hint`. */
  readonly hint: string | null
  /** Request line and headers as they came, without the key. */
  readonly head: string
  /** The body's first bytes as they came, one character a byte (latin1). */
  readonly body: string
  /** How many bytes the body had. */
  readonly body_bytes: number
  /** Status line and headers as sent. */
  readonly response_head: string
  readonly response: string
}

/** Bytes of a body that are kept. */
export const BODY_KEPT = 8192

/** The latest calls, bounded; the oldest give way. */
export class RequestLog {
  #entries: LoggedRequest[] = []
  /** Where the oldest entry stands, once there are as many as may be. */
  #first = 0
  #nextId = 1
  readonly #subscribers = new Set<(entry: LoggedRequest) => void>()

  constructor(readonly limit = 10_000) {}

  /** @param entryOf makes the entry of its id */
  add(entryOf: (id: number) => LoggedRequest): void {
    const logged = entryOf(this.#nextId++)
    if (this.size < this.limit) {
      this.#entries.push(logged)
    } else {
      this.#entries[this.#first] = logged
      this.#first = (this.#first + 1) % this.limit
    }
    for (const tell of this.#subscribers) tell(logged)
  }

  get size(): number {
    return this.#entries.length
  }

  /** Newest first. */
  *newestFirst(): Generator<LoggedRequest> {
    for (let age = 1; age <= this.size; age++) {
      yield this.#entries[(this.#first - age + this.size) % this.size] as LoggedRequest
    }
  }

  /** Forgets a company's calls; null: all of them. */
  clear(companyId: number | null): void {
    const kept = [...this.newestFirst()].filter(
      (entry) => companyId !== null && entry.company_id !== companyId,
    )
    this.#entries = kept.reverse()
    this.#first = 0
  }

  subscribe(tell: (entry: LoggedRequest) => void): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }
}
