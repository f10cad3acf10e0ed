import type { Instant } from '../kyc/agent.js'
import { readClock } from '../time/clock.js'
import { apply } from './apply.js'
import type { Change, ChangeBody } from './change.js'
import { clockOf, type LastIds, type State } from './state.js'

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
