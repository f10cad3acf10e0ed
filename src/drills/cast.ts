import { randomInt } from 'node:crypto'

/** Everybody in a run has the same name, so that two views differ by the id alone. It has a blank, which forms encode. */
export const NAME = 'Budi Santoso'

/** Ids begin above those of a sandbox and of most applications; below 2^31, which a column may have for its limit. */
const LOWEST = 1_000_000_000
/** Above this, a number would look like seconds since the epoch. */
const HIGHEST = 1_500_000_000
/** Ids that one run may take. */
const BLOCK = 1000

/**
 * Gives out the ids of a run's agents: a block by chance, so that a later run of the same receiver, or one at the same
 * time, is about other agents.
 */
export class Cast {
  #next = LOWEST + BLOCK * randomInt((HIGHEST - LOWEST) / BLOCK)

  newAgent(): number {
    return this.#next++
  }
}
