import {
  closeSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Adapter } from 'lowdb'
import { realTimeHasBeen } from '../time/clock.js'
import { documentEnd, documentText, type Snapshot, snapshotOf } from './document.js'
import { DocumentReader, type Source } from './document-reader.js'
import type { State } from './state.js'

/** How many bytes are read at a time. */
const CHUNK = 1024 * 1024

const LEFT = 'It was left as it is. '

/** How messages speak of a state file. */
function source(file: string): Source {
  return {
    name: `The state file ${file}`,
    wayOut: (nameOf) => ({
      newer: `${LEFT}Update flip-kyc-sandbox, or start with another ${nameOf('state')}.`,
      other: `${LEFT}Name another file with ${nameOf('state')}, or move this one away.`,
      damaged: `${LEFT}Mend it, move it away, or start with another ${nameOf('state')}.`,
    }),
  }
}

/** Writing was ended before it was complete. The file is as it was. */
export class WritingEnded extends Error {}

/**
 * lowdb's adapter for the state file: JSON with one record a line, so that a person can open, search and compare it.
 * It is read and written record by record, so that it can have any size. It is written to a temporary file, which is then
 * renamed: completely, or not at all. (lowdb's own adapters make one text of it, and Node.js has no texts over 512 MB.)
 */
export class StateFile implements Adapter<State> {
  #ended = false

  constructor(
    readonly file: string,
    /** The end of the temporary file's name. */
    readonly suffix = '.tmp',
  ) {}

  /**
   * Reads the state. Real time is not before the file's from then on.
   * @returns null when there is no such file
   * @throws {StateError} when it cannot be used
   */
  async read(): Promise<State | null> {
    const reader = new DocumentReader(source(this.file))
    if (!existsSync(this.file)) return null
    const fd = openSync(this.file, 'r')
    try {
      const chunk = Buffer.allocUnsafe(CHUNK)
      for (let length = readSync(fd, chunk); length > 0; length = readSync(fd, chunk))
        reader.push(chunk.subarray(0, length))
    } finally {
      closeSync(fd)
    }
    const state = reader.end()
    realTimeHasBeen(reader.realTime ?? 0)
    return state
  }

  /** Writes the state as it is now, in small pieces, so that calls go on meanwhile. @throws {WritingEnded} */
  async write(state: State): Promise<void> {
    const snapshot = snapshotOf(state)
    ;(await this.prepare(snapshot)).finish(snapshot)
  }

  /** Writes a snapshot, except its end, to a temporary file. @throws {WritingEnded} */
  async prepare(snapshot: Snapshot): Promise<PreparedFile> {
    const temporary = join(dirname(this.file), `.${basename(this.file)}${this.suffix}`)
    try {
      // Only its owner may read it, because it has keys and identity numbers.
      const handle = await open(temporary, 'w', 0o600)
      try {
        for (const text of documentText(snapshot)) {
          if (this.#ended) throw new WritingEnded('it was ended')
          // All of it: a plain write takes what there is room for, and calls that a success.
          await handle.writeFile(text)
        }
      } catch (error) {
        await handle.close()
        throw error
      }
      const discard = () => {
        void handle.close()
        remove(temporary)
      }
      return {
        discard,
        finish: (end) => {
          try {
            if (this.#ended) throw new WritingEnded('it was ended')
            writeFileSync(handle.fd, documentEnd(end))
            renameSync(temporary, this.file)
          } finally {
            discard()
          }
        },
      }
    } catch (error) {
      // An incomplete file would take space on a disk that may be full.
      remove(temporary)
      throw error
    }
  }

  /** Ends writing that is under way. */
  end(): void {
    this.#ended = true
  }
}

/** A state file that is complete except for its end. */
export interface PreparedFile {
  /** Writes the end and replaces the state file, at once and without interruption. */
  readonly finish: (end: Pick<Snapshot, 'seq' | 'last'>) => void
  /** Leaves the state file as it is. It does no harm after `finish`. */
  readonly discard: () => void
}

function remove(temporary: string): void {
  try {
    rmSync(temporary, { force: true })
  } catch {
    // Something else has this name, which is not ours.
  }
}
