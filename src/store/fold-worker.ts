import { parentPort, workerData } from 'node:worker_threads'
import { foldJournal } from './state-file.js'

/** Folds beside the event loop: it reads what the loop wrote, so that nothing is handed over. */
const { file, upTo } = workerData as { file: string; upTo: number }

await foldJournal(file, upTo)
parentPort?.postMessage('folded')
