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

  /** @param failed is told what a task was and what it threw; the task is then over */
  constructor(readonly failed: (task: Task, error: unknown) => void) {}

  run(task: Task): void {
    const { company_id } = task
    const promise = this.#begin(task)
    if (promise === undefined) {
      this.tellSettled()
      return
    }
    const ofCompany = this.#byCompany.get(company_id) ?? new Set()
    this.#byCompany.set(company_id, ofCompany)
    const over = () => {
      ofCompany.delete(running)
      if (ofCompany.size === 0) this.#byCompany.delete(company_id)
      this.tellSettled()
    }
    const running = promise.catch((error) => this.failed(task, error)).then(over)
    ofCompany.add(running)
  }

  #begin(task: Task): Promise<void> | undefined {
    try {
      return task.run() ?? undefined
    } catch (error) {
      this.failed(task, error)
    }
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
