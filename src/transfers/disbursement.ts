import type { Agent } from '../kyc/agent.js'
import { flipTimestamp } from '../kyc/timestamps.js'
import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions.js'

/** A transfer of money, from its creation to its end. A change replaces the whole, and never modifies it in place. */
export type Disbursement = Static<typeof definitions.StoredDisbursement>
export type Sender = Disbursement['sender']
export type Course = NonNullable<Disbursement['course']>

/** What callbacks say of a transfer. */
type Announced = Omit<
  Disbursement,
  | 'number'
  | 'agent_id'
  | 'beneficiary_email'
  | 'idempotency_key'
  | 'scenario'
  | 'course'
  | 'callback_ids'
>

/** What stands for a time that has not come yet (transfers.object.time-served). */
const NEVER = '0000-00-00 00:00:00'
/** No agent can send a city, and every sample has this one (transfers.object.constants). */
const CITY = 391

/** Who sends, from the agent (transfers.object.sender). */
export function senderOf({ data }: Agent): Sender {
  return {
    sender_name: data.name,
    place_of_birth: null,
    date_of_birth: data.birth_date,
    address: data.address,
    sender_identity_type: data.identity_type === 'ktp' ? 'nat_id' : 'passport',
    sender_identity_number: data.identity_number,
    sender_country: data.country_id,
    job: data.occupation.toLowerCase(),
  }
}

/** The 22 keys of an answer as JSON text, the id as a number with all its digits (transfers.object.keys). */
export function disbursementJson(disbursement: Disbursement): string {
  const { beneficiary_email, idempotency_key } = disbursement
  return withId(disbursement, {
    ...sharedKeys(disbursement),
    beneficiary_email,
    idempotency_key,
  })
}

/** The 20 keys of a callback (transfers.callbacks.keys). */
export function disbursementCallbackJson(disbursement: Announced): string {
  return withId(disbursement, sharedKeys(disbursement))
}

/** The answer that the create got (transfers.idempotency.stored). */
export function asCreated(disbursement: Disbursement): Disbursement {
  return { ...disbursement, status: 'PENDING', reason: null, ended_at: null }
}

/** Written by hand, because JSON.stringify knows of no number with 19 digits (transfers.ids.long). */
function withId({ id }: Announced, others: object): string {
  return `{"id":${id},${JSON.stringify(others).slice(1)}`
}

function sharedKeys(disbursement: Announced) {
  const { id, company_id, status, ended_at } = disbursement
  const done = status === 'DONE'
  return {
    user_id: company_id,
    amount: disbursement.amount,
    status,
    reason: disbursement.reason ?? '',
    timestamp: flipTimestamp(disbursement.created_at),
    bank_code: disbursement.bank_code,
    account_number: disbursement.account_number,
    recipient_name: disbursement.recipient_name,
    sender_bank: 'bri',
    remark: disbursement.remark,
    receipt: done ? `https://flip.id/receipts/${id}.png` : '',
    time_served: done && ended_at !== null ? flipTimestamp(ended_at) : NEVER,
    bundle_id: 0,
    company_id,
    recipient_city: CITY,
    created_from: 'API',
    direction: disbursement.direction,
    sender: disbursement.sender,
    fee: disbursement.fee,
  }
}
