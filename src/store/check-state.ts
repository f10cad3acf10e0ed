import { checker } from '../lib/check.js'
import { Type, tolerant } from '../lib/definition.js'
import { type Fault, within } from '../lib/fault.js'
import { RECORDS, type RecordKind, stateHead } from './definitions.js'

const KINDS = Object.keys(RECORDS) as readonly RecordKind[]

/** Checks everything except the records themselves: only that there is a list of each kind. */
const checkFrame = checker(() =>
  tolerant(
    Type.Object({
      ...stateHead,
      ...Object.fromEntries(KINDS.map((kind) => [kind, Type.Array(Type.Unknown())])),
    }),
  ),
)

const CHECKS = new Map(KINDS.map((kind) => [kind, checker(() => tolerant(RECORDS[kind]))]))

/** Checks a whole state, record by record. @returns the first fault */
export function checkState(document: unknown): Fault | null {
  const frame = checkFrame(document)
  if (frame !== null) return frame
  const state = document as Readonly<Record<RecordKind, readonly unknown[]>>
  for (const kind of KINDS) {
    for (let index = 0; index < state[kind].length; index++) {
      const fault = checkRecord(kind, state[kind][index])
      if (fault !== null) return within(`${kind}[${index}]`, fault)
    }
  }
  return null
}

/** Checks one record, such as an agent. */
export function checkRecord(kind: RecordKind, record: unknown): Fault | null {
  return (CHECKS.get(kind) as ReturnType<typeof checker>)(record)
}
