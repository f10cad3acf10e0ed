import type { Instant } from '../kyc/agent.js'
import { readClock } from '../time/clock.js'
import { apply } from './apply.js'
import { type Around, Batch } from './batch.js'
import type { Change, ChangeBody } from './change.js'
import { clockOf, type LastIds, type State } from './state.js'
import { remember, type Undoable } from './undo.js'

/** Where changes are kept: the journal, or nowhere. */
export interface Keeper {
  /** @throws {StorageError} where they cannot be kept; then none of them is */
  append(changes: readonly Change[]): void
  /** Folds what there is and lets go of the files. */
  close(): Promise<void>
}

export const FORGETFUL: Keeper = { append: () => {}, close: async () => {} }

export type Subscriber = (change: Change) => void

/** The state and its one writer. */
export class Store {
  readonly #subscribers = new Set<Subscriber>()
  #batch: Batch | null = null
  readonly #atEnd: (() => void)[] = []
  /** Whether the end of this turn is waited for. */
  #ending = false
  /** Changes that are kept and applied, but not told of yet. */
  readonly #untold: Change[] = []
  #telling = false

  constructor(
    /** To be read by everybody, written by nobody else. */
    readonly state: State,
    readonly keeper: Keeper,
  ) {}

  /**
   * The only way anything changes: keeps the changes in the journal, applies them, tells subscribers.
   * All of them or none.
   * @param companyId 0 where they concern everybody
   * @throws {StorageError} where the journal cannot be written; then nothing has changed
   */
  commit(companyId: number, ...bodies: ChangeBody[]): void {
    this.flush()
    const changes = this.#dated(companyId, bodies)
    this.keeper.append(changes)
    for (const change of changes) apply(this.state, change)
    this.#tell(changes)
  }

  /**
   * The same for the calls of a load: the changes are applied now, and kept at the end of this turn of the event
   * loop, by one write for all commits of the turn. Where that fails they are undone.
   * @param around runs what tells the subscribers, once they are kept
   * @returns the batch; no answer may leave before it has settled
   */
  commitTogether(companyId: number, bodies: readonly Undoable[], around: Around): Batch {
    if (this.#batch === null) {
      this.#batch = new Batch()
      this.#awaitEndOfTurn()
    }
    const undo = remember(this.state, companyId, bodies)
    const changes = this.#dated(companyId, bodies)
    for (const change of changes) apply(this.state, change)
    this.#batch.commits.push({ changes, undo, around })
    return this.#batch
  }

  /**
   * Runs this at the end of this turn of the event loop, before what is committed together is kept. The calls of a load
   * are served so, one after the other, which the processor's caches reward: the same code for all of them.
   */
  atEndOfTurn(run: () => void): void {
    this.#atEnd.push(run)
    this.#awaitEndOfTurn()
  }

  /** Runs what waits for the end of this turn, and keeps what is committed together, here and now. */
  endTurn(): void {
    this.#ending = false
    for (const run of this.#atEnd.splice(0)) run()
    this.flush()
  }

  /** The commits that are still to be kept, if there are any. */
  get batch(): Batch | null {
    return this.#batch
  }

  /** Keeps them here and now, or undoes them. */
  flush(): void {
    const batch = this.#batch
    if (batch === null) return
    this.#batch = null
    const { commits } = batch
    try {
      const changes: Change[] = []
      for (const commit of commits) changes.push(...commit.changes)
      this.keeper.append(changes)
    } catch (error) {
      for (const { undo } of commits.toReversed()) undo()
      batch.settle(error)
      return
    }
    for (const { changes, around } of commits) around(() => this.#tell(changes))
    batch.settle(null)
  }

  /** Keeps what is to be kept, and lets go of the files. */
  async close(): Promise<void> {
    this.flush()
    await this.keeper.close()
  }

  /** Tells `tell` every change from now on, once it is kept and applied. @returns what ends that */
  subscribe(tell: Subscriber): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }

  /** The time on a company's clock; 0: on the clock of those who have none of their own. */
  now(companyId: number): Instant {
    return readClock(clockOf(this.state, companyId))
  }

  /** The next identifier of a kind, to go into the change that uses it. */
  nextId(kind: keyof LastIds): number {
    return this.state.last[kind] + 1
  }

  #awaitEndOfTurn(): void {
    if (this.#ending) return
    this.#ending = true
    setImmediate(() => this.endTurn())
  }

  #dated(companyId: number, bodies: readonly ChangeBody[]): Change[] {
    const at = this.now(companyId)
    let seq = this.state.seq
    return bodies.map((body): Change => ({ seq: ++seq, at, company_id: companyId, ...body }))
  }

  /** Everybody hears the changes in their order, also where who hears of one commits another. */
  #tell(changes: readonly Change[]): void {
    this.#untold.push(...changes)
    if (this.#telling) return
    this.#telling = true
    try {
      for (let next = this.#untold.shift(); next !== undefined; next = this.#untold.shift()) {
        for (const tell of this.#subscribers) tell(next)
      }
    } finally {
      this.#telling = false
    }
  }
}
