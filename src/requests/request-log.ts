import type { CallFacts, LoggedCall, LoggedRequest } from './logged-request.js'
import { emptyPlace, type Placed, readTexts, TextPages } from './text-pages.js'

/** Bytes of a body that are kept. */
export const BODY_KEPT = 8192
/** Characters of a response's body that are kept; a list of all districts has more. */
const RESPONSE_KEPT = 65_536
/** Bytes of all calls together, at the most. */
const MOST_BYTES = 64 * 1024 * 1024

/** A place in the ring: its numbers, and where its texts lie. Filled anew for each call that takes it. */
type Slot = { -readonly [K in keyof CallFacts]: CallFacts[K] } & Placed & { id: number }

/** A call as the log holds it, to be read by `entryOf` before the log goes on. */
export type Noted = Readonly<Slot>

/**
 * The latest calls, bounded; the oldest give way. A call is logged for every answer, so it must cost little: the
 * places are made once, the texts lie outside the heap, and an entry is put together only for who asks.
 */
export class RequestLog {
  readonly #slots: Slot[] = []
  /** Where the oldest entry lies, and how many there are from there on. */
  #first = 0
  #size = 0
  #bytes = 0
  #lastId = 0
  readonly #pages = new TextPages()
  readonly #subscribers = new Set<(entry: LoggedRequest) => void>()

  constructor(
    readonly limit = 10_000,
    readonly mostBytes = MOST_BYTES,
  ) {}

  add(call: LoggedCall): void {
    const slot = this.#nextSlot()
    this.#pages.write(
      [call.head, call.body, call.response_head, call.response.slice(0, RESPONSE_KEPT)],
      slot,
    )
    slot.id = ++this.#lastId
    slot.at = call.at
    slot.seq = call.seq
    slot.company_id = call.company_id
    slot.agent_id = call.agent_id
    slot.status = call.status
    slot.duration = call.duration
    slot.body_bytes = call.body_bytes
    this.#bytes += slot.bytes
    while (this.#bytes > this.mostBytes && this.#size > 1) this.#dropOldest()
    for (const tell of this.#subscribers) tell(entryOf(slot))
  }

  get size(): number {
    return this.#size
  }

  /** Newest first. */
  *newestFirst(): Generator<Noted> {
    for (let age = 1; age <= this.#size; age++) yield this.#slotAt(this.#size - age)
  }

  /** Forgets a company's calls; null: all of them. */
  clear(companyId: number | null): void {
    const kept: Slot[] = []
    for (let place = 0; place < this.#size; place++) {
      const slot = this.#slotAt(place)
      if (companyId !== null && slot.company_id !== companyId) kept.push(slot)
      else this.#pages.release(slot)
    }
    this.#slots.splice(0, this.#slots.length, ...kept)
    this.#first = 0
    this.#size = kept.length
    this.#bytes = kept.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  subscribe(tell: (entry: LoggedRequest) => void): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }

  /** @param place counted from the oldest entry */
  #slotAt(place: number): Slot {
    return this.#slots[(this.#first + place) % this.#slots.length] as Slot
  }

  #nextSlot(): Slot {
    if (this.#size === this.limit) this.#dropOldest()
    if (this.#size === this.#slots.length) {
      // The ring grows at its end; before that it must begin at its beginning.
      this.#slots.push(...this.#slots.splice(0, this.#first), emptySlot())
      this.#first = 0
    }
    return this.#slotAt(this.#size++)
  }

  #dropOldest(): void {
    const oldest = this.#slotAt(0)
    this.#pages.release(oldest)
    this.#bytes -= oldest.bytes
    this.#first = (this.#first + 1) % this.#slots.length
    this.#size--
  }
}

function emptySlot(): Slot {
  return {
    id: 0,
    at: 0,
    seq: 0,
    company_id: null,
    agent_id: null,
    status: null,
    duration: 0,
    body_bytes: 0,
    ...emptyPlace(4),
  }
}

/** A call with its texts, and what can be read in them. */
export function entryOf(slot: Noted): LoggedRequest {
  const { page, start, bytes, lengths, ...facts } = slot
  const [head, body, response_head, response] = readTexts(slot) as [string, string, string, string]
  const [method, path] = head.split(' ', 2) as [string, string]
  return {
    ...facts,
    method,
    path,
    request_id: headerIn(head, 'request-id'),
    hint: headerIn(response_head, 'sandbox-hint'),
    head,
    body,
    response_head: response_head.trimEnd(),
    response,
  }
}

function headerIn(head: string, name: string): string | null {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1] ?? null
}
