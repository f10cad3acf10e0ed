import type { Change } from './change.js'

/** Runs `tell`, which tells the subscribers of a commit. */
export type Around = (tell: () => void) => void

interface Commit {
  readonly changes: readonly Change[]
  /** Takes them out of the state again. */
  readonly undo: () => void
  readonly around: Around
}

/** @param error why it could not be kept, and has been undone; null: it is kept */
type Settled = (error: unknown) => void

/** The commits of one turn of the event loop that are kept together, by one write. */
export class Batch {
  readonly commits: Commit[] = []
  readonly #waiting: Settled[] = []
  #outcome: { readonly error: unknown } | null = null

  /** Calls back once it is known whether the batch is kept: at once, or at the end of this turn. */
  whenSettled(call: Settled): void {
    if (this.#outcome === null) this.#waiting.push(call)
    else call(this.#outcome.error)
  }

  settle(error: unknown): void {
    this.#outcome = { error }
    for (const call of this.#waiting) call(error)
  }
}
