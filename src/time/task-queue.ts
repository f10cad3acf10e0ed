import TinyQueue from 'tinyqueue'
import { afterReal, type ClockSetting, readClock } from './clock.js'
import { type PendingTask, soonestFirst } from './task.js'

/** The tasks of one company, and the timer for the next of them. */
export class TaskQueue {
  readonly #queue = new TinyQueue<PendingTask>([], soonestFirst)
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
