import type { Agent, Instant, KycStatus } from './agent.js'
import type { Company } from './company.js'
import { type RejectionReasonCode, reasonText } from './rejection-reasons.js'
import { flipTimestamp } from './timestamps.js'

/** What is wrong with a callback, on purpose (the magic numbers 9401–9407). */
export const CALLBACK_FAULTS = [
  'twice',
  'wrong-token',
  'dropped',
  'cut-body',
  'after-next',
  'connection-closed',
] as const

export type CallbackFault = (typeof CALLBACK_FAULTS)[number]

/** Those that one delivery made by hand can have; the others are a scenario's, or a token, or sending it twice. */
export const FAULTS_BY_HAND = ['dropped', 'cut-body', 'connection-closed'] as const

export const CALLBACK_STATES = [
  'scheduled',
  'sending',
  'delivered',
  'failed',
  'interrupted',
  'dropped',
  'cancelled',
] as const

export type CallbackState = (typeof CALLBACK_STATES)[number]

/** What came back from the receiver. */
export interface CallbackAnswer {
  readonly status: number
  /** Status line, headers and body as they came; the body's end is left out where it was very long. */
  readonly raw: string
}

/** One callback, from the moment it is due to the receiver's answer. */
export interface Callback {
  readonly id: number
  readonly company_id: number
  /** null for one made by hand that concerns no agent. */
  readonly agent_id: number | null
  readonly kyc_status: KycStatus | null
  /** null: the sandbox's own inbox. */
  readonly url: string | null
  /** The JSON text of the field `data`. */
  readonly data: string
  readonly token: string
  readonly due: Instant
  readonly fault: CallbackFault | null
  /** The callback that this one repeats, where it was resent or scripted to come twice. */
  readonly repeats: number | null
  readonly state: CallbackState
  readonly sent_at: Instant | null
  /** Milliseconds of real time from sending to the answer or the failure. */
  readonly duration: number | null
  readonly answer: CallbackAnswer | null
  /** One sentence: what went wrong and what to do. */
  readonly error: string | null
}

/** The JSON text of the field `data`, keys in the guide's order (callbacks.keys). */
export function callbackData(agent: Agent, company: Company): string {
  const approved = agent.kyc_status === 'APPROVED'
  const code = agent.rejected_reason_code
  return JSON.stringify({
    agent_id: agent.id,
    agent_name: agent.data.name,
    kyc_status: agent.kyc_status,
    rejected_reason_code: typedReasonCode(code, agent.kyc_status, company.reason_code_type),
    rejected_reason: code === null ? null : reasonText(code),
    created_at: flipTimestamp(agent.created_at),
    updated_at: flipTimestamp(agent.updated_at),
    submitted_at: approved ? flipTimestamp(agent.submitted_at as Instant) : null,
    verified_at: approved ? flipTimestamp(agent.verified_at as Instant) : null,
  })
}

/** The guide's samples print an integer after a failed upload and a string in REJECTED (callbacks.reason-code-type). */
function typedReasonCode(
  code: RejectionReasonCode | null,
  status: KycStatus,
  type: Company['reason_code_type'],
): number | string | null {
  if (code === null) return null
  const asString = type === 'documented' ? status === 'REJECTED' : type === 'string'
  return asString ? String(code) : code
}
