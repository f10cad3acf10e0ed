import { ANSWER_FAULTS } from './scenario.js'

/** What can go wrong with a call, whichever agent it concerns. */
export const FAULT_KINDS = [...ANSWER_FAULTS, 'upload-cut'] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault on the emulated API, as the control API takes it; what is null matches everything. */
export interface Fault {
  /** Names the fault in `fault-struck` changes and in the request log. */
  readonly id: string
  readonly method: string | null
  /** A path pattern in which `*` stands for anything (`:id` too), without the host's prefix or with it. */
  readonly path: string | null
  /** Strikes the nth matching call only, from 1; null: every call. */
  readonly nth: number | null
  /** Chance from 0 to 1, drawn from `seed` and the call's number, so that a plan always runs the same. */
  readonly probability: number
  readonly seed: number
  /** Milliseconds to wait before anything else. */
  readonly latency: number
  /** HTTP status in the host's error shape; the call changes nothing. */
  readonly status: number | null
  readonly fault: FaultKind | null
  /** Bytes of the request's body to read before `upload-cut` closes the connection. */
  readonly after_bytes: number
  /** How many calls have matched so far. */
  readonly calls: number
}
