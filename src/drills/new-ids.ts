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
 * A transfer's id, as Flip has them: 19 digits. Floating-point numbers are 256 apart here, so that a multiple of 32,000
 * is one of them, and is printed as it is. Whoever rounds ids takes it all the same, and fails the drill about them alone.
 */
const LOWEST_TRANSFER = 1_234_560_000_000_000_000n
const APART = 32_000n

/**
 * Gives out the ids of a run's agents and transfers: a block by chance, so that a later run of the same receiver, or one
 * at the same time, is about others.
 */
export class NewIds {
  #next = LOWEST + BLOCK * randomInt((HIGHEST - LOWEST) / BLOCK)
  #nextTransfer = LOWEST_TRANSFER + APART * BigInt(BLOCK * randomInt(10 ** 9))
  /** All of them are rounded to one id. */
  #nextExact = this.#nextTransfer

  newAgent(): number {
    return this.#next++
  }

  newTransfer(): string {
    this.#nextTransfer += APART
    return String(this.#nextTransfer)
  }

  /** An id whose last digits a floating-point number loses. */
  newExactTransfer(): string {
    this.#nextExact += 1n
    return String(this.#nextExact)
  }
}
