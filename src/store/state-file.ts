import { rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Low } from 'lowdb'
import { TextFile } from 'lowdb/node'
import { sentence } from '../lib/fault.js'
import { apply } from './apply.js'
import type { Change } from './change.js'
import { checkState } from './check-state.js'
import { STATE_FORMAT } from './definitions.js'
import { readSegments, removeSegments } from './journal.js'
import { emptyState, readDocument, type State, type StateDocument, writeDocument } from './state.js'
import { StateRefused } from './storage-error.js'

/**
 * lowdb's adapter for the state file: JSON with one record a line, so that a person can open, search and
 * compare it, written to a temporary file first and then renamed. (lowdb's presets would turn to
 * memory silently under `NODE_ENV=test`.)
 */
class StateFile {
  readonly #text: TextFile

  constructor(readonly file: string) {
    this.#text = new TextFile(file)
  }

  async read(): Promise<StateDocument | null> {
    const text = await this.#text.read()
    return text === null ? null : checkFormat(parse(text, this.file), this.file)
  }

  async write(document: StateDocument): Promise<void> {
    try {
      writeFileSync(temporaryFile(this.file), '', { mode: 0o600 })
      await this.#text.write(formatDocument(document))
    } catch (error) {
      // What was half written would take the room that is missing.
      rmSync(temporaryFile(this.file), { force: true })
      throw error
    }
  }
}

/** Where lowdb writes first. It is made beforehand, for its owner alone: keys and numbers stand in it. */
function temporaryFile(file: string): string {
  return join(dirname(file), `.${basename(file)}.tmp`)
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StateRefused(
      `The state file ${file} is damaged (${(error as Error).message}). It was left as it is. Mend it, move it away, or start with another --state.`,
    )
  }
}

const LEFT = 'It was left as it is. '

/**
 * Whether this is a state of this version at all.
 * @param source the file's name, or what else it is to be called in the message
 * @param wayOut what to do instead; without it, what helps with a state file
 * @throws {StateRefused} naming the source and the way out
 */
export function checkDocument(document: unknown, source: string, wayOut?: string): StateDocument {
  return checkShape(checkFormat(document, source, wayOut), source, wayOut)
}

function checkFormat(document: unknown, source: string, wayOut?: string): StateDocument {
  const { format } = (document ?? {}) as Partial<StateDocument>
  if (typeof format === 'number' && format > STATE_FORMAT) {
    throw new StateRefused(
      `${source} was written by a newer version of flip-kyc-sandbox (format ${format}; this one reads ${STATE_FORMAT}). ${wayOut ?? `${LEFT}Update flip-kyc-sandbox, or start with another --state.`}`,
    )
  }
  if (format !== STATE_FORMAT) {
    throw new StateRefused(
      `${source} is no state of flip-kyc-sandbox. ${wayOut ?? `${LEFT}Name another file with --state, or move this one away.`}`,
    )
  }
  return document as StateDocument
}

function checkShape(document: StateDocument, source: string, wayOut?: string): StateDocument {
  const fault = checkState(document)
  if (fault !== null) {
    throw new StateRefused(
      `${source} is damaged: ${sentence(fault, 'it')}. ${wayOut ?? `${LEFT}Mend it, move it away, or start with another --state.`}`,
    )
  }
  return document
}

/** A document as text: one line a record. */
export function formatDocument(document: StateDocument): string {
  const fields = Object.entries(document).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[${value.map((item) => `\n${JSON.stringify(item)}`).join(',')}\n]`
      : JSON.stringify(value)
    return `${JSON.stringify(key)}: ${text}`
  })
  return `{\n${fields.join(',\n')}\n}\n`
}

/**
 * The state of a file and the journal beside it.
 * @param how `upTo`: the last segment to take in; `mend`: see `readSegments`; `foreign`: whether somebody else may have
 * written the file, so that it is looked through
 * @throws {StateRefused}
 */
export async function loadState(
  file: string,
  { upTo = Infinity, mend = false, foreign = true } = {},
): Promise<State> {
  const document = await new StateFile(file).read()
  if (document !== null && foreign) checkShape(document, file)
  const state = document === null ? emptyState() : readDocument(document)
  for (const change of readSegments(file, upTo, mend)) {
    if (change.seq > state.seq + 1) throw notContinuous(file)
    if (change.seq > state.seq) applyKept(state, change, file)
  }
  return state
}

function applyKept(state: State, change: Change, file: string): void {
  try {
    apply(state, change)
  } catch (error) {
    throw new StateRefused(
      `The journal beside ${file} has a change "${change.type}" that cannot be read (${(error as Error).message}): a newer version of flip-kyc-sandbox wrote it, or it is damaged. Nothing was changed. Update flip-kyc-sandbox, move the journal away, or start with another --state.`,
    )
  }
}

function notContinuous(file: string): StateRefused {
  return new StateRefused(
    `The journal beside ${file} goes on from a state that is not there: the state file, or a part of the journal, is missing or older. Nothing was changed. Put it back, or move ${file}.journal-* away to go on without them.`,
  )
}

/** Writes a state through lowdb: whole, or not at all. */
export async function saveState(file: string, state: State): Promise<void> {
  const document = writeDocument(state)
  await new Low<StateDocument>(new StateFile(file), document).write()
}

/**
 * Folds the journal's segments up to a number into the state file, then removes them.
 * @param seq the last change in them
 * @throws {StateRefused} where the files do not hold that: somebody has taken them away
 */
export async function foldJournal(file: string, upTo: number, seq = 0): Promise<void> {
  const state = await loadState(file, { upTo, foreign: false })
  if (state.seq < seq) throw notContinuous(file)
  await saveState(file, state)
  removeSegments(file, upTo)
}
