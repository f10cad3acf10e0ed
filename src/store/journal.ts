import {
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Change } from './change.js'
import { diskFault, StateError, StorageError } from './errors.js'

/**
 * The changes since the state file was last written, one line of JSON for each commit, in numbered files (segments) beside
 * it. A commit is in the journal when the operating system has it (no fsync), so a killed process loses nothing. An
 * incomplete last line belongs to a call that was never answered.
 */
export class Journal {
  #fd: number
  #number: number
  /** Bytes in the present segment. */
  #length = 0
  /** Whether the segment ends in an incomplete line that could not be removed yet. */
  #torn = false

  /** Opens a new segment after the existing ones. */
  constructor(readonly stateFile: string) {
    this.#number = Math.max(0, ...segments(stateFile).map(({ number }) => number)) + 1
    this.#fd = openSync(segmentFile(stateFile, this.#number), 'a', 0o600)
  }

  /** Bytes in the present segment. */
  get length(): number {
    return this.#length
  }

  /** Whether somebody has deleted the present segment, or moved it away. */
  get gone(): boolean {
    try {
      return statSync(segmentFile(this.stateFile, this.#number)).ino !== fstatSync(this.#fd).ino
    } catch {
      return true
    }
  }

  /**
   * Writes one commit, completely or not at all.
   * @returns how many bytes it has
   * @throws {StorageError} when the disk cannot be written; what was half written is removed again
   */
  append(changes: readonly Change[]): number {
    const line = `${JSON.stringify(changes)}\n`
    const length = Buffer.byteLength(line)
    try {
      if (this.#torn) this.#takeBack()
      this.#torn = true
      writeFileSync(this.#fd, line)
      this.#torn = false
      this.#length += length
      return length
    } catch (error) {
      try {
        this.#takeBack()
      } catch {
        // Tried again before the next commit. A start ignores the incomplete line.
      }
      throw new StorageError(`The sandbox could not write its journal: ${diskFault(error)}.`)
    }
  }

  #takeBack(): void {
    ftruncateSync(this.#fd, this.#length)
    this.#torn = false
  }

  /** Begins a new segment. @returns the number of the one before, which is now complete */
  rotate(): number {
    const complete = this.#number
    const fd = openSync(segmentFile(this.stateFile, complete + 1), 'a', 0o600)
    closeSync(this.#fd)
    this.#fd = fd
    this.#number = complete + 1
    this.#length = 0
    return complete
  }

  close(): void {
    closeSync(this.#fd)
  }
}

interface Segment {
  readonly number: number
  readonly file: string
}

function segmentFile(stateFile: string, number: number): string {
  return `${stateFile}.journal-${number}`
}

/** How many bytes are read at a time. */
const CHUNK = 1024 * 1024

/** The segments beside a state file, oldest first. */
export function segments(stateFile: string): Segment[] {
  const prefix = `${basename(stateFile)}.journal-`
  return readdirSync(dirname(stateFile))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => ({
      number: Number(name.slice(prefix.length)),
      file: join(dirname(stateFile), name),
    }))
    .sort((a, b) => a.number - b.number)
}

/** Deletes the segments up to a number, when the state file has their changes. */
export function removeSegments(stateFile: string, upTo = Infinity): void {
  for (const { number, file } of segments(stateFile)) if (number <= upTo) unlinkSync(file)
}

/**
 * The changes in all segments, in order. They are read line by line, because a segment may be larger than a text can be.
 * @param mend cuts an incomplete last line off its file; only the holder of the lock may do that
 * @throws {StateError} when a line in the middle cannot be read
 */
export function* readSegments(stateFile: string, mend = false): Generator<Change> {
  for (const { file } of segments(stateFile)) {
    let line = 0
    let end = 0
    for (const row of linesOf(file)) {
      line++
      end += row.length + 1
      try {
        yield* JSON.parse(row.toString()) as Change[]
      } catch {
        throw new StateError(
          (nameOf) =>
            `${file} is damaged in line ${line}. Nothing was changed. Mend that line; or move this file and the journals with higher numbers away, to go on from before them without what they hold; or start with another ${nameOf('state')}.`,
        )
      }
    }
    if (mend && end < statSync(file).size) truncateSync(file, end)
  }
}

/** The complete lines of a file, without their ends. */
function* linesOf(file: string): Generator<Buffer> {
  const fd = openSync(file, 'r')
  try {
    let rest: Buffer = Buffer.alloc(0)
    const chunk = Buffer.allocUnsafe(CHUNK)
    for (let length = readSync(fd, chunk); length > 0; length = readSync(fd, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)])
      let from = 0
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
        yield bytes.subarray(from, at)
        from = at + 1
      }
      rest = bytes.subarray(from)
    }
  } finally {
    closeSync(fd)
  }
}
