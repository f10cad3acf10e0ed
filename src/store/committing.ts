import type { Agenda } from '../time/agenda.js'
import type { Task } from '../time/task.js'
import { StorageError } from './errors.js'

/**
 * A task that commits changes. Where the disk cannot be written now, it is tried again after a second.
 * @param commit commits first, or throws before it does anything that must not be done twice
 */
export function committing(
  agenda: Agenda,
  what: Pick<Task, 'key' | 'company_id' | 'due'>,
  commit: () => void | Promise<void>,
): Task {
  const again = (error: unknown) => {
    if (!(error instanceof StorageError)) throw error
    agenda.retry(task)
  }
  const run = () => {
    try {
      const done = commit()
      return done === undefined ? undefined : done.catch(again)
    } catch (error) {
      return again(error)
    }
  }
  const task: Task = { ...what, run }
  return task
}
