import { constants, getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { foldJournal } from './state-file.js'

/** Folds beside the event loop: it reads what the loop wrote, so that nothing is handed over. */
const { file, upTo, seq } = workerData as { file: string; upTo: number; seq: number }

giveWay()
await foldJournal(file, upTo, seq)
parentPort?.postMessage('folded')

/** Where processors are few, calls come first. On Linux alone a priority is the calling thread's and not the process's. */
function giveWay(): void {
  const { PRIORITY_BELOW_NORMAL: low } = constants.priority
  if (process.platform === 'linux' && getPriority() < low) setPriority(low)
}
