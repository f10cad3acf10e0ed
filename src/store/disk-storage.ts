import { statSync } from 'node:fs'
import { Low } from 'lowdb'
import { afterRealInBackground, realNow } from '../time/clock.js'
import type { Change } from './change.js'
import type { Snapshot } from './document.js'
import { diskFault, StorageError } from './errors.js'
import { Journal, removeSegments, segments } from './journal.js'
import type { State } from './state.js'
import { type PreparedFile, StateFile, WritingEnded } from './state-file.js'
import type { Storage } from './store.js'

/** Real milliseconds without a change after which the journal is folded into the state file. */
const IDLE = 1000
/** A journal is folded under load when it is this large, or half as large as the state file. */
const LARGE = 32 * 1024 * 1024
/** Bytes after which a new segment of the journal begins. */
const SEGMENT = 64 * 1024 * 1024
/** A state file up to this size is written whenever nothing happens; a larger one, when the journal has a tenth of its size. */
const SMALL = 1024 * 1024
/** At closing, the journal is folded if file and journal together have at most this size. Otherwise the journal stays. */
const FOLDED_AT_CLOSING = 64 * 1024 * 1024
/** Real milliseconds after which a fold that failed is tried again. */
const AFTER_FAILURE = 10_000
/** Real milliseconds between two checks that the files are still there. */
const LOOK = 100

/** The end of the name of an import's temporary file. */
export const IMPORT_SUFFIX = '.import.tmp'

/** Keeps changes in the journal, and folds it into the state file when it has grown or nothing happens. */
export class DiskStorage implements Storage {
  readonly #journal: Journal
  #stateFile: StateFile
  #stateSize: number
  /** Bytes in the journal that the state file does not hold. */
  #unfolded: number
  #folding: Promise<void> | null = null
  #foldAgain = 0
  #looked = realNow()
  #changed = realNow()
  #cancelTimer: (() => void) | null = null
  #closed = false
  /** Commits since the last look. */
  #unseen = 0
  /** The message about the files, once they are gone. */
  #lost: string | null = null

  constructor(
    readonly file: string,
    readonly state: State,
    readonly unlock: () => Promise<void>,
    readonly warn: (sentence: string) => void,
  ) {
    this.#unfolded = segments(file).reduce((sum, segment) => sum + sizeOf(segment.file), 0)
    this.#stateFile = new StateFile(file)
    this.#stateSize = sizeOf(file)
    this.#journal = new Journal(file)
    if (this.#unfolded > 0) this.#lookWhenIdle(IDLE)
  }

  get gone(): boolean {
    return this.#journal.gone
  }

  append(changes: readonly Change[]): void {
    if (this.#closed) throw new StorageError('The sandbox is closing; start it again.')
    this.#changed = realNow()
    if (this.#lost !== null || this.#changed - this.#looked >= LOOK) this.#look()
    // Before these changes, because everything that is folded must have been applied.
    if (this.#unfolded > Math.max(LARGE, this.#stateSize / 2)) this.#fold()
    if (this.#journal.length > SEGMENT) this.#rotate()
    this.#unfolded += this.#journal.append(changes)
    this.#unseen++
    this.#lookWhenIdle(IDLE)
  }

  async prepare(snapshot: Snapshot): Promise<PreparedFile> {
    const { finish, discard } = await new StateFile(this.file, IMPORT_SUFFIX).prepare(snapshot)
    return {
      discard,
      finish: (end) => {
        if (this.#closed) throw new StorageError('The sandbox is closing; start it again.')
        this.#look()
        // A fold under way would overwrite it with the old state.
        this.#stateFile.end()
        this.#stateFile = new StateFile(this.file)
        const complete = this.#rotate()
        finish(end)
        removeSegments(this.file, complete)
        this.#unfolded = 0
        this.#stateSize = sizeOf(this.file)
      },
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#cancelTimer?.()
    this.#stateFile.end()
    await this.#folding
    try {
      const { gone } = this.#journal
      this.#journal.close()
      if (!gone) await this.#foldAtClosing()
    } catch (error) {
      this.warn(
        `The journal could not be folded into ${this.file}: ${(error as Error).message}. Nothing is lost; the next start reads it.`,
      )
    }
    await this.unlock()
  }

  async #foldAtClosing(): Promise<void> {
    if (this.#unfolded > 0 && this.#stateSize + this.#unfolded > FOLDED_AT_CLOSING) return
    if (this.#unfolded > 0) await new StateFile(this.file).write(this.state)
    removeSegments(this.file)
  }

  #lookWhenIdle(milliseconds: number): void {
    this.#cancelTimer ??= afterRealInBackground(milliseconds, () => {
      this.#cancelTimer = null
      const left = this.#changed + IDLE - realNow()
      if (left > 0) this.#lookWhenIdle(left)
      else this.#idle()
    })
  }

  /** Nothing has changed for a while. */
  #idle(): void {
    try {
      this.#look()
    } catch {
      return
    }
    if (this.#unfolded > Math.max(0, this.#stateSize - SMALL) / 10) this.#fold()
  }

  #fold(): void {
    if (this.#folding !== null || realNow() < this.#foldAgain) return
    this.#folding = this.#writeState()
      .catch((error: Error) => {
        this.#foldAgain = realNow() + AFTER_FAILURE
        if (this.#closed || this.#lost !== null || error instanceof WritingEnded) return
        this.warn(
          `The journal could not be folded into ${this.file}: ${error.message}. Nothing is lost; it is tried again later.`,
        )
      })
      .finally(() => {
        this.#folding = null
        // Changes that came meanwhile are folded when nothing happens any more.
        if (!this.#closed && this.#unfolded > 0)
          this.#lookWhenIdle(Math.max(IDLE, this.#foldAgain - realNow()))
      })
  }

  async #writeState(): Promise<void> {
    const stateFile = this.#stateFile
    const complete = this.#rotate()
    const folded = this.#unfolded
    this.#unfolded = 0
    try {
      await new Low<State>(stateFile, this.state).write()
    } catch (error) {
      // After an import meanwhile there is nothing to fold.
      if (stateFile === this.#stateFile) this.#unfolded += folded
      throw error
    }
    removeSegments(this.file, complete)
    this.#stateSize = sizeOf(this.file)
  }

  #rotate(): number {
    try {
      return this.#journal.rotate()
    } catch (error) {
      throw new StorageError(`The sandbox could not go on with its journal: ${diskFault(error)}.`)
    }
  }

  /**
   * Checks that the files are still there.
   * @throws {StorageError} when somebody has deleted them (`rm -rf .flip-sandbox`), now and from then on
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
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
