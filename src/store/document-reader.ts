import { getHeapStatistics, type HeapInfo } from 'node:v8'
import type { Instant } from '../kyc/agent.js'
import { type Checker, checker } from '../lib/check.js'
import { Type, tolerant } from '../lib/definition.js'
import { JsonSplitter, type Piece } from '../lib/json-splitter.js'
import type { NameOf } from '../lib/option-names.js'
import { type Problem, sentence, within } from '../lib/problem.js'
import type { Scenario } from '../scenarios/scenario.js'
import { addRecord } from './add-record.js'
import {
  FollowedScenarios,
  Images,
  LATER_RECORDS,
  type LastIds,
  RECORDS,
  type RecordKind,
  STATE_FORMAT,
  stateHead,
} from './definitions.js'
import { StateError } from './errors.js'
import { brokenReference } from './references.js'
import { emptyState, raise, type State } from './state.js'

const KINDS = Object.keys(RECORDS) as readonly RecordKind[]
const SPLIT: ReadonlySet<string> = new Set([...KINDS, 'images'])

/** Checks everything except the records themselves: only that there is a list of each kind. */
const checkFrame = checker(() =>
  tolerant(
    Type.Object({
      ...stateHead,
      ...Object.fromEntries(
        KINDS.map((kind) => {
          const list = Type.Array(Type.Unknown())
          return [kind, LATER_RECORDS.has(kind) ? Type.Optional(list) : list]
        }),
      ),
    }),
  ),
)
const CHECKS = new Map<string, Checker>(
  KINDS.map((kind) => [kind, checker(() => tolerant(RECORDS[kind]))]),
)
/** An export of an earlier version has no scenarios. */
const checkScenarios = checker(() =>
  tolerant(Type.Object({ scenarios: Type.Optional(FollowedScenarios) })),
)
const checkImage = checker(() => Images)
/** Checks that an export has images. */
const checkImages = checker(() => tolerant(Type.Object({ images: Images })))

/** What belongs to a company, as messages call it. */
const OWNED = [
  ['an agent', 'agents'],
  ['a callback', 'callbacks'],
  ['a transfer', 'disbursements'],
  ['an inquiry', 'inquiries'],
] as const

/** How messages speak of a document. */
export interface Source {
  /** Such as the file's name. */
  readonly name: string
  /** What happened to it, and what to do. */
  readonly wayOut: (nameOf: NameOf) => Readonly<Record<'newer' | 'other' | 'damaged', string>>
}

/** After this many records the heap is checked. */
const LOOK_AT_HEAP = 10_000
/** How full the heap may be. */
const FULL = 0.9

/** Reads a state from its document while that comes in. Each record is checked completely. */
export class DocumentReader {
  readonly #state = emptyState()
  readonly #frame: Record<string, unknown> = {}
  readonly #splitter = new JsonSplitter(SPLIT, (piece) => this.#take(piece))
  #records = 0

  /** @param takeImage gets each image of an export; null: this is not an export, so it has no images */
  constructor(
    readonly source: Source,
    readonly takeImage: ((file: string, base64: string) => void) | null = null,
    readonly heap: () => Pick<HeapInfo, 'used_heap_size' | 'heap_size_limit'> = getHeapStatistics,
  ) {}

  /** @throws {StateError} naming the source, the place and the way out */
  push(chunk: Buffer): void {
    this.#reading(() => this.#splitter.push(chunk))
  }

  /** @throws {StateError} when the document is not complete */
  end(): State {
    this.#reading(() => this.#splitter.end())
    this.#checkFormat()
    this.#refuseIf(checkFrame(this.#frame))
    if (this.takeImage !== null)
      this.#refuseIf(checkImages(this.#frame) ?? checkScenarios(this.#frame))
    const state = this.#state
    for (const [id, has] of state.index) {
      if (state.companies.has(id)) continue
      const [what] = OWNED.find(([, kind]) => has[kind].size > 0) ?? ['a message']
      this.#refuseIf({ kind: 'rule', path: '', says: `has ${what} that belongs to no company` })
    }
    this.#refuseIf(brokenReference(state))
    state.seq = this.#frame['seq'] as number
    for (const [kind, id] of Object.entries(this.#frame['last'] as LastIds))
      raise(state, kind as keyof LastIds, id)
    return state
  }

  /** The scenarios that an export has brought along; known after `end`. */
  get scenarios(): readonly Scenario[] {
    return (this.#frame['scenarios'] ?? []) as readonly Scenario[]
  }

  /** The real time when it was written; null: it does not say. Known after `end`. */
  get realTime(): Instant | null {
    return (this.#frame['real_time'] as Instant | undefined) ?? null
  }

  /** What the clock of the agent's company showed, in the export of one agent; known after `end`. */
  get at(): Instant | null {
    const at = this.#frame['at']
    return typeof at === 'number' && Number.isSafeInteger(at) ? at : null
  }

  #reading(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      if (!this.#splitter.begun) this.#checkFormat()
      throw new StateError(
        (nameOf) =>
          `${this.source.name} is damaged (${error.message}). ${this.source.wayOut(nameOf).damaged}`,
      )
    }
  }

  #take({ member, item, text }: Piece): void {
    if (item === null) {
      this.#frame[member] = JSON.parse(text)
      if (member === 'format') this.#checkFormat()
      return
    }
    // An object in place of a list, or a list in place of the images, is refused at the end.
    if ((typeof item === 'string') !== (member === 'images')) return
    const value = JSON.parse(text) as unknown
    if (typeof item === 'string') this.#takeImage(item, value)
    else this.#takeRecord(member as RecordKind, `${member}[${item}]`, value)
    if (++this.#records % LOOK_AT_HEAP === 0) this.#lookAtHeap()
  }

  #takeRecord(kind: RecordKind, place: string, record: unknown): void {
    const problem = (CHECKS.get(kind) as Checker)(record)
    if (problem !== null) this.#refuseIf(within(place, problem))
    const says = addRecord(this.#state, kind, record)
    if (says !== null) this.#refuseIf({ kind: 'rule', path: place, says })
  }

  #takeImage(file: string, base64: unknown): void {
    const problem = checkImage({ [file]: base64 })
    if (problem !== null) this.#refuseIf(within('images', problem))
    this.takeImage?.(file, base64 as string)
  }

  #checkFormat(): void {
    const { format } = this.#frame
    const { name, wayOut } = this.source
    if (format === STATE_FORMAT) return
    if (typeof format === 'number' && format > STATE_FORMAT) {
      throw new StateError(
        (nameOf) =>
          `${name} was written by a newer version of flip-kyc-sandbox (format ${format}; this one reads ${STATE_FORMAT}). ${wayOut(nameOf).newer}`,
      )
    }
    throw new StateError(
      (nameOf) => `${name} is not a state of flip-kyc-sandbox. ${wayOut(nameOf).other}`,
    )
  }

  #refuseIf(problem: Problem | null): void {
    if (problem === null) return
    throw new StateError(
      (nameOf) =>
        `${this.source.name} is damaged: ${sentence(problem, 'it')}. ${this.source.wayOut(nameOf).damaged}`,
    )
  }

  /** Refuses the document before memory runs out, because Node.js would then end the process without a word. */
  #lookAtHeap(): void {
    const { used_heap_size, heap_size_limit } = this.heap()
    if (used_heap_size < FULL * heap_size_limit) return
    const megabytes = Math.round(heap_size_limit / 1024 / 1024)
    throw new StateError(
      `${this.source.name} holds more than the ${megabytes} MB of memory that Node.js may use. Nothing was changed. Give it more with NODE_OPTIONS=--max-old-space-size=${megabytes * 2}, and start again.`,
    )
  }
}
