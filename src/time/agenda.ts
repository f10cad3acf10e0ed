import type { Instant } from '../kyc/agent.js'
import { LAST_INSTANT } from '../kyc/timestamps.js'
import { afterRealInBackground, type ClockSetting, readClock, soon } from './clock.js'
import { RunningTasks } from './running-tasks.js'
import { type PendingTask, soonestFirst, type Task } from './task.js'
import { TaskQueue } from './task-queue.js'

/** Real milliseconds. */
const RETRY_AFTER = 1000

/**
 * Everything that is still to happen, each task on its company's clock. A task that a request has caused is held until
 * the response to that request has been written.
 */
export class Agenda {
  readonly #tasks = new Map<string, PendingTask>()
  readonly #queues = new Map<number, TaskQueue>()
  readonly #running: RunningTasks
  /** The tasks that the present `holding` has put down; null outside of one. */
  #held: PendingTask[] | null = null
  #order = 0
  #closed = false
  /** Companies whose clocks `advance` is moving. It alone runs their tasks. */
  readonly #advancing = new Set<number>()

  /** @param failed is told of a task that threw, and what */
  constructor(
    readonly clockOf: (companyId: number) => ClockSetting,
    failed: (task: Task, error: unknown) => void,
  ) {
    this.#running = new RunningTasks(failed)
  }

  /** A key that no other task has. */
  nextKey(what: string): string {
    return `${what} ${++this.#order}`
  }

  put(task: Task): void {
    if (this.#closed) {
      task.dropped?.()
      return
    }
    const before = this.#tasks.get(task.key)
    if (before !== undefined) this.#forget(before)
    const due = Math.min(task.due, LAST_INSTANT)
    const pending: PendingTask = { ...task, due, order: this.#order++ }
    this.#tasks.set(task.key, pending)
    this.#queue(task.company_id).pending++
    if (this.#held !== null) this.#held.push(pending)
    else this.#enqueue(pending)
  }

  /** Puts down a task that could not be done when it was due. It runs after a second of real time, also where the clock is frozen. */
  retry(task: Task): void {
    const release = this.holding(() => this.put(task))
    afterRealInBackground(RETRY_AFTER, () => release?.())
  }

  remove(key: string): void {
    const task = this.#tasks.get(key)
    if (task === undefined) return
    this.#forget(task)
    // A little later, because the caller may be about to put another task in its place.
    soon(() => this.#running.tellSettled())
  }

  /** Drops everything that a company has still to do. */
  clear(companyId: number): void {
    for (const task of this.#tasks.values()) {
      if (task.company_id !== companyId) continue
      this.#tasks.delete(task.key)
      task.dropped?.()
    }
    this.#queues.get(companyId)?.cancelTimer()
    this.#queues.delete(companyId)
  }

  /** Drops everything that any company has still to do. */
  clearAll(): void {
    for (const task of this.#tasks.values()) {
      this.#tasks.delete(task.key)
      task.dropped?.()
    }
    for (const queue of this.#queues.values()) queue.cancelTimer()
    this.#queues.clear()
  }

  /** Drops everything, and takes no more tasks. */
  close(): void {
    this.#closed = true
    this.clearAll()
  }

  /**
   * Does `work`, and holds the tasks that it puts down until `release` is called. A `holding` inside another one holds
   * its own tasks.
   * @returns `release`; undefined when there is nothing to release
   */
  holding(work: () => void): (() => void) | undefined {
    const held: PendingTask[] = []
    const outer = this.#held
    this.#held = held
    try {
      work()
      return held.length === 0 ? undefined : () => this.#release(held)
    } finally {
      this.#held = outer
    }
  }

  /** What a company has still to do, soonest first. */
  pending(companyId: number): readonly Task[] {
    return [...this.#tasks.values()]
      .filter(({ company_id }) => company_id === companyId)
      .sort(soonestFirst)
  }

  /** Whether a company has nothing scheduled and nothing running. */
  isIdle(companyId: number): boolean {
    return !this.#queues.get(companyId)?.pending && !this.#running.has(companyId)
  }

  /** Whether no company has anything scheduled or running. */
  get allIdle(): boolean {
    return this.#tasks.size === 0 && this.#running.none
  }

  /** Calls `tell` whenever a task has ended or was removed. @returns a function that stops it */
  onSettled(tell: () => void): () => void {
    return this.#running.onSettled(tell)
  }

  /** To be called when a company's clock was set. */
  clockChanged(companyId: number): void {
    const queue = this.#queues.get(companyId)
    if (queue !== undefined) this.#setTimer(companyId, queue)
  }

  /** The companies that have something to do. */
  companies(): number[] {
    return [...this.#queues.keys()]
  }

  /**
   * Moves the clocks of some companies forward, and runs what falls due on the way, in order of time. What becomes due
   * only because of that runs as well.
   * @param goTo sets each of the clocks to so many milliseconds after its start
   * @returns resolves when none of these tasks is running any more
   */
  async advance(
    companyIds: readonly number[],
    by: number,
    goTo: (elapsed: number) => void,
  ): Promise<void> {
    const starts = new Map(companyIds.map((id) => [id, readClock(this.clockOf(id))]))
    for (const id of companyIds) this.#advancing.add(id)
    try {
      let elapsed = 0
      for (;;) {
        await this.#running.end(companyIds)
        const next = this.#untilNext(starts)
        // A running clock goes on meanwhile: what has become due by now runs as well.
        if (next > Math.max(by, this.#passedSince(starts))) break
        if (next > elapsed) {
          elapsed = next
          goTo(elapsed)
        }
        for (const [id, start] of starts) this.#runDue(id, start + elapsed)
      }
      if (by > elapsed) goTo(by)
    } finally {
      for (const id of companyIds) {
        this.#advancing.delete(id)
        this.clockChanged(id)
      }
    }
  }

  /** How many milliseconds the clocks have gone since their starts; the most of any. */
  #passedSince(starts: ReadonlyMap<number, Instant>): number {
    return Math.max(...[...starts].map(([id, start]) => readClock(this.clockOf(id)) - start))
  }

  /** Milliseconds from the starts to the next task of these companies. */
  #untilNext(starts: ReadonlyMap<number, Instant>): number {
    let soonest = Infinity
    for (const [id, start] of starts) {
      const next = this.#queues.get(id)?.peek()
      if (next !== undefined) soonest = Math.min(soonest, Math.max(0, next.due - start))
    }
    return soonest
  }

  #forget({ key, company_id }: PendingTask): void {
    this.#tasks.delete(key)
    this.#queue(company_id).forget()
  }

  #enqueue(task: PendingTask): void {
    const queue = this.#queue(task.company_id)
    if (queue.add(task)) this.#setTimer(task.company_id, queue)
  }

  #release(held: readonly PendingTask[]): void {
    for (const task of held) if (this.#tasks.get(task.key) === task) this.#enqueue(task)
    // Now and not by a timer, so that the client's next request finds it done.
    for (const companyId of new Set(held.map(({ company_id }) => company_id))) {
      if (this.#advancing.has(companyId)) continue
      this.#runDue(companyId, readClock(this.clockOf(companyId)))
      this.clockChanged(companyId)
    }
  }

  #queue(companyId: number): TaskQueue {
    let queue = this.#queues.get(companyId)
    if (queue === undefined) {
      queue = new TaskQueue((task) => this.#tasks.get(task.key) === task)
      this.#queues.set(companyId, queue)
    }
    return queue
  }

  #setTimer(companyId: number, queue: TaskQueue): void {
    queue.setTimer(this.clockOf(companyId), () => {
      if (this.#advancing.has(companyId)) return
      this.#runDue(companyId, readClock(this.clockOf(companyId)))
      this.#setTimer(companyId, queue)
    })
  }

  #runDue(companyId: number, now: Instant): void {
    for (;;) {
      const queue = this.#queues.get(companyId)
      const task = queue?.peek()
      if (task === undefined || task.due > now) return
      queue?.takeNext()
      this.#forget(task)
      this.#running.run(task)
    }
  }
}
