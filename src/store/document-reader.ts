import { getHeapStatistics } from 'node:v8'
import { type Checker, checker } from '../lib/check.js'
import { Type, tolerant } from '../lib/definition.js'
import { type Fault, sentence, within } from '../lib/fault.js'
import { JsonSplitter, type Piece } from '../lib/json-splitter.js'
import { addRecord } from './add-record.js'
import {
  Images,
  type LastIds,
  RECORDS,
  type RecordKind,
  STATE_FORMAT,
  stateHead,
} from './definitions.js'
import { emptyState, raise, type State } from './state.js'
import { StateRefused } from './storage-error.js'

const KINDS = Object.keys(RECORDS) as readonly RecordKind[]
const SPLIT: ReadonlySet<string> = new Set([...KINDS, 'images'])

/** Everything but the records, and that there is a list of each kind. */
const checkFrame = checker(() =>
  tolerant(
    Type.Object({
      ...stateHead,
      ...Object.fromEntries(KINDS.map((kind) => [kind, Type.Array(Type.Unknown())])),
    }),
  ),
)
const CHECKS = new Map<string, Checker>(
  KINDS.map((kind) => [kind, checker(() => tolerant(RECORDS[kind]))]),
)
const checkImage = checker(() => Images)
/** That an export has images at all. */
const checkImages = checker(() => tolerant(Type.Object({ images: Images })))

/** How a document that cannot be read is spoken of. */
export interface Source {
  /** Such as the file's name. */
  readonly name: string
  /** What became of it, and what to do instead. */
  readonly wayOut: { readonly newer: string; readonly other: string; readonly damaged: string }
}

/** After so many records the heap is looked at. */
const LOOK_AT_HEAP = 10_000
/** So much of the heap may be full. */
const FULL = 0.95

/** Reads a state from its document while that comes in, record by record, each looked through to its last value. */
export class DocumentReader {
  readonly #state = emptyState()
  readonly #frame: Record<string, unknown> = {}
  readonly #splitter = new JsonSplitter(SPLIT, (piece) => this.#take(piece))
  #records = 0

  /** @param takeImage is given each image of an export; null: it is no export, and need not have any */
  constructor(
    readonly source: Source,
    readonly takeImage: ((file: string, base64: string) => void) | null = null,
  ) {}

  /** @throws {StateRefused} naming the source, the place and the way out */
  push(chunk: Buffer): void {
    this.#reading(() => this.#splitter.push(chunk))
  }

  /** @throws {StateRefused} where the document is not whole */
  end(): State {
    this.#reading(() => this.#splitter.end())
    this.#checkFormat()
    this.#refuseIf(checkFrame(this.#frame))
    if (this.takeImage !== null) this.#refuseIf(checkImages(this.#frame))
    const state = this.#state
    for (const [id, { agents, callbacks }] of state.index) {
      if (state.companies.has(id)) continue
      const what = agents.size > 0 ? 'an agent' : callbacks.size > 0 ? 'a callback' : 'a message'
      this.#refuseIf({ kind: 'rule', path: '', says: `has ${what} that belongs to no company` })
    }
    state.seq = this.#frame['seq'] as number
    for (const [kind, id] of Object.entries(this.#frame['last'] as LastIds))
      raise(state, kind as keyof LastIds, id)
    return state
  }

  #reading(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      if (!this.#splitter.begun) this.#checkFormat()
      throw new StateRefused(
        `${this.source.name} is damaged (${error.message}). ${this.source.wayOut.damaged}`,
      )
    }
  }

  #take({ member, item, text }: Piece): void {
    if (item === null) {
      this.#frame[member] = JSON.parse(text)
      if (member === 'format') this.#checkFormat()
      return
    }
    if (this.#frame['format'] === undefined) this.#checkFormat()
    const value = JSON.parse(text) as unknown
    if (typeof item === 'string') this.#takeImage(member, item, value)
    else this.#takeRecord(member as RecordKind, `${member}[${item}]`, value)
    if (++this.#records % LOOK_AT_HEAP === 0) this.#lookAtHeap()
  }

  #takeRecord(kind: RecordKind, place: string, record: unknown): void {
    const fault = (CHECKS.get(kind) as Checker)(record)
    if (fault !== null) this.#refuseIf(within(place, fault))
    const says = addRecord(this.#state, kind, record)
    if (says !== null) this.#refuseIf({ kind: 'rule', path: place, says })
  }

  #takeImage(member: string, file: string, base64: unknown): void {
    // That a list is an object is said at the end.
    if (member !== 'images') return
    const fault = checkImage({ [file]: base64 })
    if (fault !== null) this.#refuseIf(within('images', fault))
    this.takeImage?.(file, base64 as string)
  }

  #checkFormat(): void {
    const { format } = this.#frame
    const { name, wayOut } = this.source
    if (format === STATE_FORMAT) return
    if (typeof format === 'number' && format > STATE_FORMAT) {
      throw new StateRefused(
        `${name} was written by a newer version of flip-kyc-sandbox (format ${format}; this one reads ${STATE_FORMAT}). ${wayOut.newer}`,
      )
    }
    throw new StateRefused(`${name} is no state of flip-kyc-sandbox. ${wayOut.other}`)
  }

  #refuseIf(fault: Fault | null): void {
    if (fault === null) return
    throw new StateRefused(
      `${this.source.name} is damaged: ${sentence(fault, 'it')}. ${this.source.wayOut.damaged}`,
    )
  }

  /** Where memory runs out Node.js ends the process; before that, this says so in words. */
  #lookAtHeap(): void {
    const { used_heap_size, heap_size_limit } = getHeapStatistics()
    if (used_heap_size < FULL * heap_size_limit) return
    const megabytes = Math.round(heap_size_limit / 1024 / 1024)
    throw new StateRefused(
      `${this.source.name} holds more than the ${megabytes} MB of memory that Node.js may use. Nothing was changed. Give it more with NODE_OPTIONS=--max-old-space-size=${megabytes * 2}, and start again.`,
    )
  }
}
