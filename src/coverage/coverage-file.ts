import { existsSync, readFileSync, rmSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { checker } from '../lib/check.js'
import { everyReal } from '../time/clock.js'
import type { Coverage, StoredCoverage } from './coverage.js'
import { StoredCoverage as Definition } from './definitions.js'

/** Real milliseconds between two writings: so much a killed process loses. */
const EVERY = 2000

const check = checker(() => Definition)

/** Keeps the coverage in a file beside the state. Nothing depends on it, so whatever goes wrong with it is only told. */
export class CoverageFile {
  readonly #temporary: string
  #told = false
  #writing: Promise<void> | null = null
  #stop = () => {}

  constructor(
    readonly file: string,
    /** Whether the state's files were deleted: a new folder in their place is somebody else's. */
    readonly isGone: () => boolean,
    /** Gets one sentence about something that went wrong. */
    readonly warn: (sentence: string) => void,
    readonly every = EVERY,
  ) {
    this.#temporary = `${file}.tmp`
  }

  /** @returns null where there is none, or none that can be read */
  read(): StoredCoverage | null {
    // A killed process may have left half of it.
    rmSync(this.#temporary, { force: true, recursive: true })
    if (!existsSync(this.file)) return null
    try {
      const stored: unknown = JSON.parse(readFileSync(this.file, 'utf8'))
      if (check(stored) === null) return stored as StoredCoverage
      throw new Error('it has another shape')
    } catch (error) {
      this.warn(
        `The coverage in ${this.file} cannot be read (${(error as Error).message}), so it begins anew. Nothing else depends on it.`,
      )
      return null
    }
  }

  /** Writes it now and then, when something was counted. */
  keep(coverage: Coverage): void {
    this.#stop = everyReal(this.every, () => {
      if (coverage.changed)
        this.#writing ??= this.#write(coverage).finally(() => (this.#writing = null))
    })
  }

  /** Writes what was counted since. */
  async close(coverage: Coverage): Promise<void> {
    this.#stop()
    await this.#writing
    if (coverage.changed) await this.#write(coverage)
  }

  /** To a temporary file, which is then renamed: completely, or not at all. */
  async #write(coverage: Coverage): Promise<void> {
    if (this.isGone()) return
    try {
      await writeFile(this.#temporary, JSON.stringify(coverage.stored()), { mode: 0o600 })
      await rename(this.#temporary, this.file)
      this.#told = false
    } catch (error) {
      coverage.changed = true
      await rm(this.#temporary, { force: true }).catch(() => {})
      if (this.#told) return
      this.#told = true
      this.warn(
        `The coverage could not be written to ${this.file} (${(error as Error).message}). It is counted on, and tried again while the sandbox runs.`,
      )
    }
  }
}
