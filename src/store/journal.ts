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
import { diskFault, StateError, StorageError } from './storage-error.js'

/**
 * The changes since the state file was last written, one JSON line per commit, in numbered segments
 * beside it. A commit is in the journal once the operating system has it (no fsync): a killed process
 * loses nothing, a torn last line was never answered.
 */
export class Journal {
  #fd: number
  #number: number
  /** Bytes in the segment now written to. */
  #length = 0
  /** Whether the segment ends in a line that is not whole and could not be taken back yet. */
  #torn = false

  /** Opens a new segment after all there are. */
  constructor(readonly stateFile: string) {
    this.#number = Math.max(0, ...segments(stateFile).map(({ number }) => number)) + 1
    this.#fd = openSync(segmentFile(stateFile, this.#number), 'a', 0o600)
  }

  /** Bytes in the segment that is now written to. */
  get length(): number {
    return this.#length
  }

  /** Whether somebody has deleted the segment under our feet, or moved it away. */
  get gone(): boolean {
    try {
      return statSync(segmentFile(this.stateFile, this.#number)).ino !== fstatSync(this.#fd).ino
    } catch {
      return true
    }
  }

  /**
   * Hands one commit to the operating system, whole or not at all.
   * @returns how many bytes it has
   * @throws {StorageError} where the disk does not take it; what was half written is taken back
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
        // Tried again before the next commit; read as it is, the torn end counts for nothing.
      }
      throw new StorageError(`The sandbox could not write its journal: ${diskFault(error)}.`)
    }
  }

  #takeBack(): void {
    ftruncateSync(this.#fd, this.#length)
    this.#torn = false
  }

  /** Goes on in a new segment. @returns the number of the last one that is now complete */
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

/** Bytes that are read at a time. */
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

/** Deletes the segments up to a number, once the state file holds what they say. */
export function removeSegments(stateFile: string, upTo = Infinity): void {
  for (const { number, file } of segments(stateFile)) if (number <= upTo) unlinkSync(file)
}

/**
 * The changes in all segments, in order, read line by line: a segment may be larger than a text can be.
 * @param mend cuts a torn last line off its file; only for who holds the lock
 * @throws {StateError} where a line in the middle cannot be read
 */
export function* readSegments(stateFile: string, mend = false): Generator<Change> {
  for (const { file } of segments(stateFile)) {
    let line = 0
    let end = 0
    for (const row of linesOf(file)) {
      line++
      end += row.length + 1
      if (row.length === 0) continue
      try {
        yield* JSON.parse(row.toString()) as Change[]
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        throw new StateError(
          `${file} is damaged in line ${line}. Nothing was changed. Mend that line; or move this file and the journals with higher numbers away, to go on from before them without what they hold; or start with another --state.`,
        )
      }
    }
    if (mend && end < statSync(file).size) truncateSync(file, end)
  }
}

/** The whole lines of a file, without their ends. */
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
