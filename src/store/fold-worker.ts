import { parentPort, workerData } from 'node:worker_threads'
import { foldJournal } from './state-file.js'

/** Folds beside the event loop: it reads what the loop wrote, so that nothing is handed over. */
const { file, upTo, seq } = workerData as { file: string; upTo: number; seq: number }

await foldJournal(file, upTo, seq)
parentPort?.postMessage('folded')
