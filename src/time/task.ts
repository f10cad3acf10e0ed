import type { Instant } from '../kyc/agent.js'

/** Something that falls due on a company's clock. */
export interface Task {
  /** Names it. A second task with the same key replaces the first one. */
  readonly key: string
  readonly company_id: number
  readonly due: Instant
  /** Does it; resolves when it is done. What throws or rejects is a defect: it is warned about, and the task is over. */
  readonly run: () => void | Promise<void>
  /** Called when the company's tasks are cleared before this one was due. */
  readonly dropped?: () => void
}

/** A task that the agenda has taken. */
export interface PendingTask extends Task {
  /** Counts the tasks: of two that are due together, the earlier one runs first. */
  readonly order: number
}

export function soonestFirst(a: PendingTask, b: PendingTask): number {
  return a.due - b.due || a.order - b.order
}
