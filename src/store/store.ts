import type { Instant } from '../kyc/agent.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import { readClock } from '../time/clock.js'
import { apply } from './apply.js'
import type { Change, ChangeBody } from './change.js'
import { type Snapshot, snapshotOf } from './document.js'
import { clockOf, type LastIds, raise, type State } from './state.js'
import type { PreparedFile } from './state-file.js'

/** Where changes are stored: in the journal, or nowhere. */
export interface Storage {
  /** Whether somebody has deleted its files while the sandbox runs. */
  readonly gone: boolean
  /** @throws {StorageError} when they cannot be stored; then none of them is */
  append(changes: readonly Change[]): void
  /** Writes another state beside the stored one. `finish` then replaces the stored one by it, at once. */
  prepare(snapshot: Snapshot): Promise<PreparedFile>
  /** Writes the journal into the state file and closes the files. */
  close(): Promise<void>
}

export const NO_STORAGE: Storage = {
  gone: false,
  append: () => {},
  prepare: async () => ({ finish: () => {}, discard: () => {} }),
  close: async () => {},
}

export type Subscriber = (change: Change) => void

/** The state, and the only function that changes it. */
export class Store {
  readonly #subscribers = new Set<Subscriber>()
  /** Changes that are stored and applied, but not yet sent to the subscribers. */
  readonly #untold: Change[] = []
  #telling = false

  constructor(
    /** Everybody may read it. Only the store writes it. */
    readonly state: State,
    readonly storage: Storage,
  ) {}

  /**
   * The only way to change anything: appends the changes to the journal as one line, applies them, and tells the
   * subscribers. All of them or none.
   * @param companyId `ALL_COMPANIES` when they concern all
   * @param bodies changes, or lists of them, because a call takes only so many arguments
   * @throws {StorageError} when the journal cannot be written; then nothing has changed
   */
  commit(companyId: number, ...bodies: readonly (ChangeBody | readonly ChangeBody[])[]): void {
    const at = this.now(companyId)
    let { seq } = this.state
    const changes = bodies
      .flat()
      .map((body): Change => ({ seq: ++seq, at, company_id: companyId, ...body }))
    this.storage.append(changes)
    for (const change of changes) apply(this.state, change)
    this.#tell(changes)
  }

  /**
   * Replaces the state by another one. Calls use the old one until the new one is stored. Ids that were given out are
   * not used again.
   * @returns the old state
   * @throws {StorageError} when the new one cannot be stored; then nothing has changed
   */
  async replace(next: State): Promise<State> {
    const prepared = await this.storage.prepare(snapshotOf(next))
    const before = { ...this.state }
    for (const [kind, id] of Object.entries(before.last)) raise(next, kind as keyof LastIds, id)
    next.seq = before.seq + 1
    try {
      prepared.finish(next)
    } finally {
      prepared.discard()
    }
    Object.assign(this.state, next)
    this.#tell([
      { seq: next.seq, at: this.now(ALL_COMPANIES), company_id: ALL_COMPANIES, type: 'imported' },
    ])
    return before
  }

  /** Closes the files. */
  close(): Promise<void> {
    return this.storage.close()
  }

  /** Calls `tell` with every change from now on, after it was stored and applied. @returns a function that stops it */
  subscribe(tell: Subscriber): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }

  /** The time on a company's clock, or on the clock of all. */
  now(companyId: number): Instant {
    return readClock(clockOf(this.state, companyId))
  }

  /** The next id of a kind. The change that uses it must contain it. */
  nextId(kind: keyof LastIds): number {
    return this.state.last[kind] + 1
  }

  /** All subscribers get the changes in their order, also when one of them commits another change meanwhile. */
  #tell(changes: readonly Change[]): void {
    for (const change of changes) this.#untold.push(change)
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
