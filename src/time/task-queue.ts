import TinyQueue from 'tinyqueue'
import { afterReal, type ClockSetting, readClock } from './clock.js'
import { type PendingTask, soonestFirst } from './task.js'

/** The tasks of one company, and the timer for the next of them. */
export class TaskQueue {
  #queue = new TinyQueue<PendingTask>([], soonestFirst)
  #cancelTimer = () => {}
  /** How many tasks are still to come, those that are held included. */
  pending = 0

  /** @param isPending whether a task has been neither removed nor replaced since it was added */
  constructor(readonly isPending: (task: PendingTask) => boolean) {}

  /** @returns whether this task is now the next one */
  add(task: PendingTask): boolean {
    this.#queue.push(task)
    return this.#queue.peek() === task
  }

  /** The next task; it stays in the queue. */
  peek(): PendingTask | undefined {
    for (;;) {
      const task = this.#queue.peek()
      if (task === undefined || this.isPending(task)) return task
      this.#queue.pop()
    }
  }

  /** To be called when one of its tasks is no longer pending. Others that hold their place in vain must not become the most. */
  forget(): void {
    this.pending--
    if (this.#queue.length > 2 * this.pending)
      this.#queue = new TinyQueue(this.#queue.data.filter(this.isPending), soonestFirst)
  }

  /** Takes out the task that `peek` returned. */
  takeNext(): void {
    this.#queue.pop()
  }

  /** Sets the timer for the next task. A frozen clock needs one only for what is due now. */
  setTimer(clock: ClockSetting, call: () => void): void {
    this.#cancelTimer()
    const next = this.peek()
    if (next === undefined) return
    const wait = next.due - readClock(clock)
    if (wait > 0 && clock.mode === 'frozen') return
    this.#cancelTimer = afterReal(wait, call)
  }

  cancelTimer(): void {
    this.#cancelTimer()
  }
}
