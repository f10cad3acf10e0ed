import { DecidedBy } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import {
  BankCode,
  BankStatus,
  CancelReasonOrNull,
  inquiryFacts,
  Rupiah,
  StoredInquiry,
  TransactionId,
} from '../../transfers/definitions.js'
import { FINAL_STATUSES } from '../../transfers/words.js'
import type { KindOfChange } from './agent-changes.js'
import { CreatedDisbursement } from './transfers.js'

/** The changes that are about money. */
export const TRANSFER_CHANGES: readonly KindOfChange[] = [
  [
    ['disbursement-created'],
    'A new transfer; amount and fee are taken from the balance.',
    { disbursement: CreatedDisbursement },
  ],
  [
    ['disbursement-ended'],
    'A transfer is DONE, or CANCELLED, which gives amount and fee back.',
    {
      disbursement_id: TransactionId,
      status: Type.OneOf(FINAL_STATUSES, { description: 'How it ended.' }),
      reason: CancelReasonOrNull,
      by: DecidedBy,
    },
  ],
  [
    ['inquiry-made'],
    'An account was asked for.',
    {
      inquiry: Type.Closed(
        {
          ...inquiryFacts,
          outcome: StoredInquiry.properties.outcome,
          due: StoredInquiry.properties.due,
        },
        { description: 'The inquiry, its time in milliseconds since the epoch.' },
      ),
    },
  ],
  [
    ['inquiry-ended'],
    'An inquiry has its result.',
    {
      inquiry_id: inquiryFacts.id,
      status: inquiryFacts.status,
      account_holder: inquiryFacts.account_holder,
      by: DecidedBy,
    },
  ],
  [['balance-set'], "A company's balance was set.", { balance: Rupiah }],
  [
    ['bank-status-set'],
    'A bank works better or worse.',
    { bank_code: BankCode, status: BankStatus },
  ],
]
