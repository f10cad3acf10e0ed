import type { LoggedFacts, LoggedRequest, LoggedTexts } from './logged-request.js'

/** How many bytes of a body are kept. */
export const BODY_KEPT = 8192
/** How many characters of a response's body are kept. A list of all districts has more. */
const RESPONSE_KEPT = 65_536
/** How many bytes the texts of all calls together may have. */
const MOST_BYTES = 32 * 1024 * 1024

/** How many removed calls are cut off the array at once. */
const CUT_OFF = 100

/**
 * A call as it is kept: its texts one after the other, as bytes. As strings they would lie in V8's heap, which copies
 * whatever lives on. That alone would make a create 6 % slower.
 */
interface Kept {
  readonly facts: LoggedFacts
  readonly bytes: Buffer
  /** How many characters each text has, but for the last one. */
  readonly head: number
  readonly body: number
  readonly responseHead: number
}

/** The latest calls. Their number and size are limited; the oldest are removed first. */
export class RequestLog {
  /** Oldest first, from `#first` on. The removed ones before it are cut off now and then. */
  #entries: Kept[] = []
  #first = 0
  #bytes = 0
  #lastId = 0
  readonly #subscribers = new Set<(facts: LoggedFacts) => void>()

  constructor(
    readonly limit = 2000,
    readonly mostBytes = MOST_BYTES,
  ) {}

  /** Takes the facts over: a copy of them would make a create slower by a tenth. */
  add(given: Omit<LoggedFacts, 'id'>, { head, body, response_head, response }: LoggedTexts): void {
    const facts: LoggedFacts = Object.assign(given, { id: ++this.#lastId })
    const bytes = Buffer.from(head + body + response_head + response.slice(0, RESPONSE_KEPT))
    this.#entries.push({
      facts,
      bytes,
      head: head.length,
      body: body.length,
      responseHead: response_head.length,
    })
    this.#bytes += bytes.length
    while (this.size > this.limit || (this.#bytes > this.mostBytes && this.size > 1)) {
      this.#bytes -= (this.#entries[this.#first++] as Kept).bytes.length
    }
    if (this.#first >= CUT_OFF) this.#cutOff()
    for (const tell of this.#subscribers) tell(facts)
  }

  get size(): number {
    return this.#entries.length - this.#first
  }

  newestFirst(fits: (facts: LoggedFacts) => boolean = () => true): LoggedRequest[] {
    const kept = this.#entries.slice(this.#first).reverse()
    return kept.filter(({ facts }) => fits(facts)).map(asCame)
  }

  /** Forgets a company's calls; null: all of them. */
  clear(companyId: number | null): void {
    this.#cutOff()
    this.#entries = this.#entries.filter(
      ({ facts: { company_id } }) => companyId !== null && company_id !== companyId,
    )
    this.#bytes = this.#entries.reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  subscribe(tell: (facts: LoggedFacts) => void): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }

  #cutOff(): void {
    this.#entries.splice(0, this.#first)
    this.#first = 0
  }
}

function asCame({ facts, bytes, head, body, responseHead }: Kept): LoggedRequest {
  const text = bytes.toString()
  const answer = head + body
  return {
    ...facts,
    head: text.slice(0, head),
    body: text.slice(head, answer),
    response_head: text.slice(answer, answer + responseHead),
    response: text.slice(answer + responseHead),
  }
}
