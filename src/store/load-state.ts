import { realTimeAt, realTimeHasBeen } from '../time/clock.js'
import { apply } from './apply.js'
import type { Change } from './change.js'
import { StateError } from './errors.js'
import { readSegments } from './journal.js'
import { clockOf, emptyState, type State } from './state.js'
import { StateFile } from './state-file.js'

/**
 * Reads the state from its file and the journal beside it. Real time is not before theirs from then on, so that a start under
 * an earlier wall clock moves no company's time back.
 * @param mend see `readSegments`
 * @throws {StateError} naming the file and the way out
 */
export async function loadState(file: string, mend = false): Promise<State> {
  const state = (await new StateFile(file).read()) ?? emptyState()
  for (const change of readSegments(file, mend)) {
    if (change.seq > state.seq + 1) throw notContinuous(file)
    if (change.seq > state.seq) applyKept(state, change, file)
  }
  return state
}

function applyKept(state: State, change: Change, file: string): void {
  try {
    // The clock is still as it was when the change was dated.
    const real = realTimeAt(clockOf(state, change.company_id), change.at)
    apply(state, change)
    realTimeHasBeen(real)
  } catch (error) {
    throw new StateError(
      (nameOf) =>
        `The journal beside ${file} has a change "${change.type}" that cannot be read (${(error as Error).message}): a newer version of flip-kyc-sandbox wrote it, or it is damaged. Nothing was changed. Update flip-kyc-sandbox, move the journal away, or start with another ${nameOf('state')}.`,
    )
  }
}

function notContinuous(file: string): StateError {
  return new StateError(
    `The journal beside ${file} goes on from a state that is not there: the state file, or a part of the journal, is missing or older. Nothing was changed. Put it back, or move ${file}.journal-* away to go on without them.`,
  )
}
