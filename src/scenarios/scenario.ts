import type { KycStatus } from '../kyc/agent.js'
import type { CallbackFault } from '../kyc/callback.js'
import type { FlipErrorCode } from '../kyc/refusals.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'

/** The attributes of an agent that a scenario can match on. */
export const MATCHABLE = [
  'name',
  'identity_type',
  'identity_number',
  'birth_place',
  'address',
  'gender',
  'occupation',
  'phone_number',
  'email',
] as const

export type Matchable = (typeof MATCHABLE)[number]

/** The calls about one agent whose answer a scenario can replace. */
export const SCRIPTED_ENDPOINTS = [
  'get_agent',
  'update_agent',
  'identity_image',
  'selfie',
  'submit',
  'repair',
  'repair_photo',
  'repair_selfie',
  'documents',
] as const

export type ScriptedEndpoint = (typeof SCRIPTED_ENDPOINTS)[number]

/** What a check says. A status that is already there means: stays, until somebody decides. */
export interface Decision {
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  /** Milliseconds the check takes; null: the company's `callback_delay`. */
  readonly after: number | null
}

/** What happens to a callback. */
export interface CallbackStep {
  readonly fault: CallbackFault | null
  /** Milliseconds from the decision to the sending. */
  readonly after: number
}

export const ANSWER_FAULTS = ['no-answer', 'connection-reset', 'cut-body'] as const

export type AnswerFault = (typeof ANSWER_FAULTS)[number]

/**
 * What a call gets instead of its answer. A `status` or a `code` changes nothing in the agent; a
 * `fault` comes after the call has taken effect.
 */
export interface ScriptedAnswer {
  /** An HTTP status of 400 or more, in the host's error shape. */
  readonly status: number | null
  /** One of Flip's error codes; KYC host only. */
  readonly code: FlipErrorCode | null
  readonly fault: AnswerFault | null
  /** Milliseconds to wait before; with `no-answer`, before the connection is closed. */
  readonly after: number
}

/**
 * What happens to an agent, as data. Each list is followed in turn; when it has ended, its last
 * entry goes on for ever.
 */
export interface Scenario {
  readonly name: string
  readonly description: string
  /** Where it was read: `shipped`, `folder` (the user's), or `added` while running. */
  readonly origin: 'shipped' | 'folder' | 'added'
  /** The file's own name where a placeholder made several of one, such as `rejected-RR`. */
  readonly family: string | null
  /** Attribute → pattern in which `*` stands for anything; all must fit. */
  readonly match: Readonly<Partial<Record<Matchable, string>>>
  readonly identity_images: readonly ('UPLOAD_IDENTITY_SUCCESS' | 'UPLOAD_IDENTITY_FAILED')[]
  readonly upload_checks: readonly Decision[]
  readonly kyc_decisions: readonly Decision[]
  readonly callbacks: readonly CallbackStep[]
  readonly answers: Readonly<Partial<Record<ScriptedEndpoint, readonly ScriptedAnswer[]>>>
}

/** The entry of a list at a turn: the last one goes on for ever. */
export function inTurn<T>(list: readonly T[], turn: number): T | undefined {
  return list[Math.min(turn, list.length - 1)]
}
