import type { Instant } from '../kyc/agent.js'
import { readClock } from '../time/clock.js'
import { apply } from './apply.js'
import type { Change, ChangeBody } from './change.js'
import { type Snapshot, snapshotOf } from './document.js'
import { clockOf, type LastIds, raise, type State } from './state.js'
import type { Prepared } from './state-file.js'

/** Where changes are kept: the journal, or nowhere. */
export interface Keeper {
  /** @throws {StorageError} where they cannot be kept; then none of them is */
  append(changes: readonly Change[]): void
  /** Writes another state beside what is kept; `finish` puts it in the place of that, here and now. */
  prepare(snapshot: Snapshot): Promise<Prepared>
  /** Folds what there is and lets go of the files. */
  close(): Promise<void>
}

export const FORGETFUL: Keeper = {
  append: () => {},
  prepare: async () => ({ finish: () => {} }),
  close: async () => {},
}

export type Subscriber = (change: Change) => void

/** The state and its one writer. */
export class Store {
  readonly #subscribers = new Set<Subscriber>()
  /** Changes that are kept and applied, but not told of yet. */
  readonly #untold: Change[] = []
  #telling = false

  constructor(
    /** To be read by everybody, written by nobody else. */
    readonly state: State,
    readonly keeper: Keeper,
  ) {}

  /**
   * The only way anything changes: appends the changes to the journal as one line, applies them, tells subscribers.
   * All of them or none.
   * @param companyId 0 where they concern everybody
   * @throws {StorageError} where the journal cannot be written; then nothing has changed
   */
  commit(companyId: number, ...bodies: readonly ChangeBody[]): void {
    const at = this.now(companyId)
    let { seq } = this.state
    const changes = bodies.map(
      (body): Change => ({ seq: ++seq, at, company_id: companyId, ...body }),
    )
    this.keeper.append(changes)
    for (const change of changes) apply(this.state, change)
    this.#tell(changes)
  }

  /**
   * Puts another state in the place of this one: calls go on with this one until the other is kept. Identifiers that
   * were given out are not used again.
   * @returns what was there before
   * @throws {StorageError} where it cannot be kept; then nothing has changed
   */
  async replace(next: State): Promise<State> {
    const prepared = await this.keeper.prepare(snapshotOf(next))
    const before = { ...this.state }
    for (const [kind, id] of Object.entries(before.last)) raise(next, kind as keyof LastIds, id)
    next.seq = before.seq + 1
    prepared.finish(next)
    Object.assign(this.state, next)
    this.#tell([{ seq: next.seq, at: this.now(0), company_id: 0, type: 'imported' }])
    return before
  }

  /** Lets go of the files. */
  close(): Promise<void> {
    return this.keeper.close()
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
