import type { DecidedBy } from '../kyc/agent.js'
import type { Disbursement } from './disbursement.js'
import type { Inquiry } from './inquiry.js'
import type { BankStatus, CancelReason, FinalStatus, InquiryStatus } from './words.js'

/** What happens to money. Only these changes move a company's balance. */
export type TransferChange =
  | { readonly type: 'disbursement-created'; readonly disbursement: Disbursement }
  | {
      readonly type: 'disbursement-ended'
      readonly disbursement_id: string
      readonly status: FinalStatus
      readonly reason: CancelReason | null
      readonly by: DecidedBy
    }
  /** A new inquiry, or the same account asked for once more after it FAILED. */
  | { readonly type: 'inquiry-made'; readonly inquiry: Inquiry }
  | {
      readonly type: 'inquiry-ended'
      readonly inquiry_id: number
      readonly status: InquiryStatus
      readonly account_holder: string
      readonly by: DecidedBy
    }
  | { readonly type: 'balance-set'; readonly balance: number }
  | { readonly type: 'bank-status-set'; readonly bank_code: string; readonly status: BankStatus }
