import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { moduleUrl } from '../lib/package-files.js'
import { afterReal, afterRealInBackground, realNow } from '../time/clock.js'
import type { Change } from './change.js'
import { type ImageStore, imageFolder } from './images.js'
import { Journal, removeSegments, segments } from './journal.js'
import { lockState } from './lock.js'
import type { State } from './state.js'
import { loadState, saveState } from './state-file.js'
import { makeStateFolder } from './state-folder.js'
import { StateRefused, StorageError } from './storage-error.js'
import { type Keeper, Store } from './store.js'

/** Real milliseconds without a change after which the journal is folded. */
const IDLE = 1000
/** A journal is folded under load when it is this large, or half as large as the state file. */
const LARGE = 32 * 1024 * 1024
/** A state file is written at every idle moment up to this size; beyond, when a tenth of it has come. */
const SMALL = 1024 * 1024
/** At closing, file and journal together are folded up to this size; a larger journal stays as it is. */
const FOLDED_AT_CLOSING = 64 * 1024 * 1024
/** A fold under way at closing may take this long; the journal keeps what it did not reach. */
const LAST_FOLD = 1200
/** Real milliseconds after which a fold that failed is tried again. */
const AFTER_FAILURE = 10_000
/** Real milliseconds between two looks whether the files are still there. */
const LOOK = 100

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
  let unlock: () => Promise<void>
  try {
    makeStateFolder(dirname(file))
    unlock = await lockState(file)
  } catch (error) {
    if (error instanceof StateRefused) throw error
    throw new StateRefused(
      `The state's folder ${dirname(file)} cannot be made or written (${(error as Error).message}). Name a place that can be written with --state, or use --state memory.`,
    )
  }
  try {
    const state = await loadState(file, { mend: true })
    const keeper = new DiskKeeper(file, state, unlock, warn)
    return { store: new Store(state, keeper), images: imageFolder(`${file}.images`) }
  } catch (error) {
    await unlock()
    if (error instanceof StateRefused) throw error
    throw new StateRefused(
      `The state ${file} cannot be opened (${(error as Error).message}). Nothing was changed. Mend that, or start with another --state.`,
    )
  }
}

/** Keeps changes in the journal and folds it into the state file, beside the event loop. */
class DiskKeeper implements Keeper {
  readonly #journal: Journal
  #stateSize: number
  /** The last change that was kept. */
  #seq: number
  #folding: Promise<void> | null = null
  #worker: Worker | null = null
  #foldAgain = 0
  #looked = 0
  #changed = 0
  #cancelTimer: (() => void) | null = null
  #closed = false
  /** Commits since the last look. */
  #unseen = 0
  /** What has become of the files, once they are gone. */
  #lost: string | null = null

  constructor(
    readonly file: string,
    readonly state: State,
    readonly unlock: () => Promise<void>,
    readonly warn: (sentence: string) => void,
  ) {
    this.#stateSize = sizeOf(file)
    this.#seq = state.seq
    this.#looked = realNow()
    this.#journal = new Journal(file)
  }

  append(changes: readonly Change[]): void {
    if (this.#closed) throw new StorageError('The sandbox is closing; start it again.')
    this.#changed = realNow()
    if (this.#lost !== null || this.#changed - this.#looked >= LOOK) this.#look()
    this.#journal.append(changes)
    this.#unseen++
    this.#seq = (changes.at(-1) as Change).seq
    if (this.#journal.length > Math.max(LARGE, this.#stateSize / 2)) this.#fold()
    this.#cancelTimer ??= afterRealInBackground(IDLE, () => this.#idle())
  }

  /** Called now and then: folds once nothing has changed for a while. */
  #idle(): void {
    this.#cancelTimer = null
    const left = this.#changed + IDLE - realNow()
    if (left > 0) {
      this.#cancelTimer = afterRealInBackground(left, () => this.#idle())
      return
    }
    try {
      this.#look()
    } catch {
      return
    }
    if (this.#journal.length > (this.#stateSize > SMALL ? this.#stateSize / 10 : 0)) this.#fold()
  }

  #fold(): void {
    if (this.#folding !== null || this.#closed || realNow() < this.#foldAgain) return
    this.#folding = this.#foldInWorker()
      .catch((error: Error) => {
        this.#foldAgain = realNow() + AFTER_FAILURE
        if (!this.#closed)
          this.#cancelTimer ??= afterRealInBackground(AFTER_FAILURE, () => this.#idle())
        this.warn(
          `The journal could not be folded into ${this.file}: ${error.message}. Nothing is lost; it is tried again later.`,
        )
      })
      .finally(() => {
        this.#folding = null
        this.#worker = null
      })
  }

  async #foldInWorker(): Promise<void> {
    const workerData = { file: this.file, upTo: this.#journal.rotate(), seq: this.#seq }
    const worker = new Worker(moduleUrl('store/fold-worker.js'), { workerData })
    this.#worker = worker
    worker.unref()
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('it was ended')))
    })
    this.#stateSize = sizeOf(this.file)
  }

  /**
   * Looks whether the files are still there.
   * @throws {StorageError} from then on, where somebody has deleted them (`rm -rf .flip-sandbox`)
   */
  #look(): void {
    if (this.#journal.gone && this.#lost === null) {
      const seen = new Date(this.#looked).toISOString()
      this.#lost = `The files of ${this.file} were deleted while the sandbox runs. They were last seen at ${seen}; changes answered since then, and gone with them: ${this.#unseen}. Nothing more is kept: save what is in memory with flip-sandbox export, and start the sandbox again.`
      this.warn(this.#lost)
    }
    if (this.#lost !== null) throw new StorageError(this.#lost)
    this.#looked = realNow()
    this.#unseen = 0
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTimer?.()
    await this.#lastFold()
    await this.unlock()
  }

  async #lastFold(): Promise<void> {
    await this.#foldUnderWay()
    try {
      const { gone } = this.#journal
      this.#journal.close()
      if (!gone) await this.#foldRest(segments(this.file))
    } catch (error) {
      this.warn(
        `The journal could not be folded into ${this.file}: ${(error as Error).message}. Nothing is lost; the next start reads it.`,
      )
    }
  }

  async #foldRest(rest: ReturnType<typeof segments>): Promise<void> {
    const journal = rest.reduce((sum, { file }) => sum + sizeOf(file), 0)
    if (this.#stateSize + journal > FOLDED_AT_CLOSING && journal > 0) return
    if (journal > 0) await saveState(this.file, this.state)
    removeSegments(this.file, (rest.at(-1) as (typeof rest)[number]).number)
  }

  readonly #endFold = (): void => void this.#worker?.terminate()

  /** Waits for the fold that the worker is at, but not for ever. */
  async #foldUnderWay(): Promise<void> {
    if (this.#folding === null) return
    const cancelLimit = afterReal(LAST_FOLD, this.#endFold)
    await this.#folding
    cancelLimit()
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
