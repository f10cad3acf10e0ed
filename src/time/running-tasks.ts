import type { Task } from './task.js'

/** The tasks that have begun and not ended yet, by company. */
export class RunningTasks {
  readonly #byCompany = new Map<number, Set<Promise<void>>>()
  readonly #listeners = new Set<() => void>()

  /** Whether none is running, in any company. */
  get none(): boolean {
    return this.#byCompany.size === 0
  }

  has(companyId: number): boolean {
    return this.#byCompany.has(companyId)
  }

  run({ company_id, run }: Task): void {
    const promise = run()
    if (promise === undefined) {
      this.tellSettled()
      return
    }
    const ofCompany = this.#byCompany.get(company_id) ?? new Set()
    this.#byCompany.set(company_id, ofCompany)
    const running = promise.then(() => {
      ofCompany.delete(running)
      if (ofCompany.size === 0) this.#byCompany.delete(company_id)
      this.tellSettled()
    })
    ofCompany.add(running)
  }

  /** Resolves when nothing of these companies is running, what begins meanwhile included. */
  async end(companyIds: readonly number[]): Promise<void> {
    for (;;) {
      const running = companyIds.flatMap((id) => [...(this.#byCompany.get(id) ?? [])])
      if (running.length === 0) return
      await Promise.all(running)
    }
  }

  /** Calls `tell` whenever a task has ended. @returns a function that stops it */
  onSettled(tell: () => void): () => void {
    this.#listeners.add(tell)
    return () => void this.#listeners.delete(tell)
  }

  tellSettled(): void {
    for (const tell of this.#listeners) tell()
  }
}
