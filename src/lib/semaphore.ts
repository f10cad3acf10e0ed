/** Lets a limited number of pieces of work run at a time. The others wait their turn. */
export class Semaphore {
  #free: number
  /** Those that came last, and those whose turn is next, the first of them at the end: a hundred thousand may wait. */
  #waiting: (() => void)[] = []
  #turns: (() => void)[] = []

  constructor(limit: number) {
    this.#free = limit
  }

  async run(work: () => Promise<void> | undefined): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#free--
    try {
      await work()
    } finally {
      const next = this.#takeNext()
      if (next === undefined) this.#free++
      else next()
    }
  }

  #takeNext(): (() => void) | undefined {
    if (this.#turns.length === 0) {
      this.#turns = this.#waiting.reverse()
      this.#waiting = []
    }
    return this.#turns.pop()
  }
}
