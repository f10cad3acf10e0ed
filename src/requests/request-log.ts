import type { LoggedRequest } from './logged-request.js'

/** How many bytes of a body are kept. */
export const BODY_KEPT = 8192
/** How many characters of a response's body are kept. A list of all districts has more. */
const RESPONSE_KEPT = 65_536
/** How many characters all calls together may have. A character takes one byte or two. */
const MOST_CHARACTERS = 32 * 1024 * 1024

/** How many removed calls are cut off the array at once. */
const CUT_OFF = 100

/** The latest calls. Their number and size are limited; the oldest are removed first. */
export class RequestLog {
  /** Oldest first, from `#first` on. The removed ones before it are cut off now and then. */
  #entries: LoggedRequest[] = []
  #first = 0
  #characters = 0
  #lastId = 0
  readonly #subscribers = new Set<(entry: LoggedRequest) => void>()

  constructor(
    readonly limit = 2000,
    readonly mostCharacters = MOST_CHARACTERS,
  ) {}

  /** Takes the call over: a copy of it would cost a twentieth of a create. */
  add(call: Omit<LoggedRequest, 'id'>): void {
    const response = call.response.slice(0, RESPONSE_KEPT)
    const entry: LoggedRequest = Object.assign(call, { id: ++this.#lastId, response })
    this.#entries.push(entry)
    this.#characters += sizeOf(entry)
    while (this.size > this.limit || (this.#characters > this.mostCharacters && this.size > 1)) {
      this.#characters -= sizeOf(this.#entries[this.#first++] as LoggedRequest)
    }
    if (this.#first >= CUT_OFF) this.#cutOff()
    for (const tell of this.#subscribers) tell(entry)
  }

  get size(): number {
    return this.#entries.length - this.#first
  }

  newestFirst(): LoggedRequest[] {
    return this.#entries.slice(this.#first).reverse()
  }

  /** Forgets a company's calls; null: all of them. */
  clear(companyId: number | null): void {
    this.#cutOff()
    this.#entries = this.#entries.filter(
      ({ company_id }) => companyId !== null && company_id !== companyId,
    )
    this.#characters = this.#entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
  }

  subscribe(tell: (entry: LoggedRequest) => void): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }

  #cutOff(): void {
    this.#entries.splice(0, this.#first)
    this.#first = 0
  }
}

function sizeOf({ head, body, response_head, response }: LoggedRequest): number {
  return head.length + body.length + response_head.length + response.length
}
