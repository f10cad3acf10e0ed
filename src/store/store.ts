import { readClock } from '../clock.js'
import type { Instant } from '../kyc/agent.js'
import { apply } from './apply.js'
import type { Change, ChangeBody } from './change.js'
import { clockOf, type LastIds, type State } from './state.js'

/** Where changes are kept before they are true: the journal, or nowhere. */
export interface Keeper {
  append(changes: readonly Change[]): void
  /** Folds what there is and lets go of the files. */
  close(): Promise<void>
}

export const FORGETFUL: Keeper = { append: () => {}, close: async () => {} }

export type Subscriber = (change: Change) => void

/** The state and its one writer. */
export class Store {
  readonly #subscribers = new Set<Subscriber>()

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
    const at = this.now(companyId)
    let seq = this.state.seq
    const changes = bodies.map(
      (body): Change => ({ seq: ++seq, at, company_id: companyId, ...body }),
    )
    this.keeper.append(changes)
    for (const change of changes) apply(this.state, change)
    for (const change of changes) for (const tell of this.#subscribers) tell(change)
  }

  /** Tells `tell` every change from now on, right after it was applied. @returns what ends that */
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
}
