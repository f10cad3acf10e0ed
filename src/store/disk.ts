import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterRealInBackground, realDelay } from '../clock.js'
import type { Change } from './change.js'
import { type ImageStore, imageFolder } from './images.js'
import { Journal, removeSegments, segments } from './journal.js'
import { lockState } from './lock.js'
import type { State } from './state.js'
import { foldJournal, loadState, saveState } from './state-file.js'
import { StateRefused, StorageError } from './storage-error.js'
import { type Keeper, Store } from './store.js'

/** Real milliseconds without a change after which the journal is folded. */
const IDLE = 1000
/** A journal is folded under load when it is this large, or half as large as the state file. */
const LARGE = 32 * 1024 * 1024
/** A state file is written at every idle moment up to this size; beyond, when a tenth of it has come. */
const SMALL = 1024 * 1024
/** A fold at closing may take this long; the journal keeps what it did not reach. */
const LAST_FOLD = 1200

/**
 * Opens the state file, or begins one: takes the lock, reads file and journal.
 * @param path of the state file; its folder is made where it is missing
 * @param warn takes one sentence about what went wrong in the background
 * @throws {StateRefused} naming the file and the way out
 */
export async function openDisk(
  path: string,
  warn: (sentence: string) => void,
): Promise<{ store: Store; images: ImageStore }> {
  const file = resolve(path)
  makeFolder(file)
  const unlock = await lockState(file)
  try {
    const state = await loadState(file, Infinity, true)
    const keeper = new DiskKeeper(file, state, unlock, warn)
    return { store: new Store(state, keeper), images: imageFolder(`${file}.images`) }
  } catch (error) {
    await unlock()
    throw error
  }
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (error) {
    throw new StateRefused(
      `The state's folder ${dirname(file)} cannot be made (${(error as Error).message}). Name a place that can be written with --state, or use --state memory.`,
    )
  }
}

/** Keeps changes in the journal and folds it into the state file, beside the event loop. */
class DiskKeeper implements Keeper {
  readonly #journal: Journal
  #stateSize: number
  #folding: Promise<void> | null = null
  #cancelIdle: () => void = () => {}
  #closed = false

  constructor(
    readonly file: string,
    readonly state: State,
    readonly unlock: () => Promise<void>,
    readonly warn: (sentence: string) => void,
  ) {
    this.#stateSize = sizeOf(file)
    this.#journal = new Journal(file)
  }

  append(changes: readonly Change[]): void {
    if (this.#closed) throw new StorageError('The sandbox is closing; start it again.')
    if (this.#journal.deleted)
      throw new StorageError(`The folder of ${this.file} was deleted; restart the sandbox.`)
    this.#journal.append(changes)
    if (this.#journal.length > Math.max(LARGE, this.#stateSize / 2)) this.#fold()
    this.#cancelIdle()
    this.#cancelIdle = afterRealInBackground(IDLE, () => {
      if (this.#journal.length > (this.#stateSize > SMALL ? this.#stateSize / 10 : 0)) this.#fold()
    })
  }

  #fold(): void {
    if (this.#folding !== null || this.#closed) return
    this.#folding = this.#foldInWorker()
      .catch((error: Error) =>
        this.warn(
          `The journal could not be folded into ${this.file}: ${error.message}. Nothing is lost; it is tried again later.`,
        ),
      )
      .finally(() => {
        this.#folding = null
      })
  }

  async #foldInWorker(): Promise<void> {
    const workerData = { file: this.file, upTo: this.#journal.rotate() }
    const worker = new Worker(new URL('./fold-worker.js', import.meta.url), { workerData })
    worker.unref()
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
    })
    this.#stateSize = sizeOf(this.file)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelIdle()
    await Promise.race([this.#lastFold(), realDelay(LAST_FOLD)])
    await this.unlock()
  }

  async #lastFold(): Promise<void> {
    await this.#folding
    this.#journal.close()
    const last = segments(this.file).at(-1)?.number ?? 0
    // A small state is written here and now; for a large one the journal may stay as it is.
    if (this.#stateSize <= SMALL) await saveState(this.file, this.state)
    else await foldJournal(this.file, last)
    removeSegments(this.file, last)
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
