import { disbursementCallbackJson } from '../transfers/disbursement.js'
import { USUAL_REASON } from '../transfers/words.js'
import type { SentAboutTransfer } from './definitions.js'
import { NAME } from './new-ids.js'

const MINUTE = 60_000

/**
 * The JSON in `data` of a callback about a transfer, made the way the sandbox does. All transfers of a run are alike but for
 * their ids.
 * @param at when it ended
 */
export function transferData({ status, reason }: SentAboutTransfer, id: string, at: number) {
  return disbursementCallbackJson({
    id,
    company_id: 1,
    amount: 10_000,
    fee: 5_000,
    status,
    reason: status === 'CANCELLED' ? (reason ?? USUAL_REASON) : null,
    bank_code: 'bni',
    account_number: '1122333301',
    recipient_name: NAME,
    remark: 'some remark',
    direction: 'DOMESTIC_SPECIAL_TRANSFER',
    sender: {
      sender_name: NAME,
      place_of_birth: null,
      date_of_birth: '31-10-1990',
      address: 'Jalan Margonda Raya',
      sender_identity_type: 'nat_id',
      sender_identity_number: '1234567890123456',
      sender_country: 1,
      job: 'entrepreneur',
    },
    created_at: at - 5 * MINUTE,
    ended_at: at,
  })
}
