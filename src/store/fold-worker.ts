import { constants, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { foldJournal } from './state-file.js'

/** Folds beside the event loop: it reads what the loop wrote, so that nothing is handed over. */
const { file, upTo, seq } = workerData as { file: string; upTo: number; seq: number }

// On Linux this concerns the calling thread alone: where processors are few, the calls come first.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
await foldJournal(file, upTo, seq)
parentPort?.postMessage('folded')
