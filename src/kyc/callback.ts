import type { Static } from '../lib/definition.js'
import type { Agent, Instant, KycStatus } from './agent.js'
import type { Company } from './company.js'
import type * as definitions from './definitions/callback.js'
import { type RejectionReasonCode, reasonText } from './rejection-reasons.js'
import { flipTimestamp } from './timestamps.js'

export {
  CALLBACK_FAULTS,
  CALLBACK_KINDS,
  CALLBACK_STATES,
  type CallbackFault,
  type CallbackKind,
  type CallbackState,
  FAULTS_BY_HAND,
  URL_SETTINGS,
} from './words.js'

/** One callback, from its scheduling to the receiver's answer. */
export type Callback = Static<typeof definitions.StoredCallback>
/** What came back from the receiver. */
export type CallbackAnswer = Static<typeof definitions.StoredAnswer>

/** What every callback has until it is sent. */
export const NOT_SENT = {
  state: 'scheduled',
  sent_at: null,
  duration: null,
  answer: null,
  error: null,
} as const satisfies Partial<Callback>

/** The field `token` of a company's callback, which a fault may make wrong. */
export function tokenOf(
  { fault }: Pick<Callback, 'fault'>,
  { validation_token }: Pick<Company, 'validation_token'>,
): string {
  return fault === 'wrong-token' ? wrongToken(validation_token) : validation_token
}

/** Another token of the same length and with the same beginning, so that a receiver must compare all of it. */
export function wrongToken(token: string): string {
  const last = token.slice(-1)
  return token.slice(0, -1) + (last === 'x' ? 'y' : 'x')
}

/** What a callback says of an agent. */
export type Announced = Pick<
  Agent,
  'id' | 'kyc_status' | 'rejected_reason_code' | 'created_at' | 'updated_at'
> &
  Pick<Agent, 'submitted_at' | 'verified_at'> & { readonly data: Pick<Agent['data'], 'name'> }

/** Flip counts nothing but 200 as delivered (callbacks.success). */
export function isDelivered({ status }: CallbackAnswer): boolean {
  return status === 200
}

/** The JSON text of the field `data`, keys in the guide's order (callbacks.keys). */
export function callbackData(agent: Announced, company: Pick<Company, 'reason_code_type'>): string {
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

/** The guide's samples have an integer after a failed upload and a string for REJECTED (callbacks.reason-code-type). */
function typedReasonCode(
  code: RejectionReasonCode | null,
  status: KycStatus,
  type: Company['reason_code_type'],
): number | string | null {
  if (code === null) return null
  const asString = type === 'documented' ? status === 'REJECTED' : type === 'string'
  return asString ? String(code) : code
}
