import { ChosenScenario } from '../kyc/definitions/agent.js'
import { CallbackFaultOrNull } from '../kyc/definitions/callback.js'
import {
  AgentId,
  CallbackId,
  CompanyId,
  Id,
  Instant,
  InstantOrNull,
  Milliseconds,
} from '../kyc/definitions/values.js'
import { Type } from '../lib/definition.js'
import {
  BANK_STATUSES,
  CANCEL_REASONS,
  DIRECTIONS,
  DISBURSEMENT_STATUSES,
  FINAL_STATUSES,
  INQUIRY_STATUSES,
  MOST_RUPIAH,
} from './words.js'

/** Transfers of money as the state has them. */

/** As text, because a JavaScript number cannot hold 19 digits. */
export const TransactionId = Type.String({
  pattern: '^[1-9][0-9]{0,18}$',
  mustBe: 'the digits of a transaction id',
  description:
    "A transaction's id in digits, as a text: it has 19 of them, more than a JavaScript number can hold.",
  examples: ['1234567000000001789'],
  named: 'TransactionId',
})

export const Rupiah = Type.Integer({
  minimum: 0,
  maximum: MOST_RUPIAH,
  description: 'Whole rupiah.',
})

export const DisbursementStatus = Type.OneOf(DISBURSEMENT_STATUSES, {
  description: 'Where the transfer stands; DONE and CANCELLED are final.',
  named: 'DisbursementStatus',
})

export const CancelReason = Type.OneOf(CANCEL_REASONS, {
  description: 'Why a transfer is CANCELLED.',
  named: 'CancelReason',
})

export const CancelReasonOrNull = Type.Nullable(Type.OneOf(CANCEL_REASONS), {
  description: 'Why the transfer is CANCELLED; null: it is not.',
  named: 'CancelReasonOrNull',
})

export const InquiryStatus = Type.OneOf(INQUIRY_STATUSES, {
  description: 'What the inquiry says of the account; PENDING is under way.',
  named: 'InquiryStatus',
})

export const BankStatus = Type.OneOf(BANK_STATUSES, {
  description: 'How well the bank works; HEAVILY_DISTURBED takes no transfers.',
  named: 'BankStatus',
})

export const BankCode = Type.String({
  pattern: '^[a-z0-9_]+$',
  mustBe: 'a bank code such as bca',
  description: 'Code of a bank, as `GET /general/banks` lists it.',
  examples: ['bca'],
})

const Sender = Type.Closed(
  {
    sender_name: Type.String({ description: "The agent's name." }),
    place_of_birth: Type.Unsafe<null>({ type: 'null', description: 'Always null.' }),
    date_of_birth: Type.String({ description: 'Date of birth, `DD-MM-YYYY`.' }),
    address: Type.String({ description: 'Address on the identity card.' }),
    sender_identity_type: Type.OneOf(['nat_id', 'passport'], {
      description: '`nat_id` for a KTP, or `passport`.',
    }),
    sender_identity_number: Type.String({ description: 'Number on the identity card.' }),
    sender_country: Type.Integer({ description: "The country's id, as agents have it." }),
    job: Type.String({ description: 'Occupation in lower case.' }),
  },
  { description: 'Who sends: the agent as it was when the transfer was made.' },
)

/** What will become of a transfer. */
const Course = Type.Closed(
  {
    status: Type.OneOf(FINAL_STATUSES, { description: 'The status that it ends in.' }),
    reason: CancelReasonOrNull,
    due: Type.About(InstantOrNull, 'When it ends; null waits for a decision by hand.'),
    fault: Type.About(CallbackFaultOrNull, 'What is wrong with its callback; null: nothing.'),
    after: Type.About(Milliseconds, 'Milliseconds from its end to the callback.'),
  },
  { description: 'How it ends, when, and what becomes of its callback.' },
)

/** The properties of a transfer that the state and the control API share. */
export const disbursementFacts = {
  id: TransactionId,
  company_id: CompanyId,
  agent_id: AgentId,
  amount: Type.About(Rupiah, 'Whole rupiah that the account gets.'),
  fee: Type.About(Rupiah, 'Whole rupiah that the transfer costs beside the amount.'),
  status: DisbursementStatus,
  reason: CancelReasonOrNull,
  bank_code: BankCode,
  account_number: Type.String({ description: 'The account, leading zeros included.' }),
  recipient_name: Type.String({
    description: "The account's holder where an inquiry had found it, else `-`.",
  }),
  remark: Type.String({ description: 'As it was sent; `""` where nothing was.' }),
  direction: Type.OneOf(DIRECTIONS, { description: 'Whether the sender is in Indonesia.' }),
  beneficiary_email: Type.String({ description: 'As it was sent; `""` where nothing was.' }),
  idempotency_key: Type.String({ description: 'The key that it was made with.' }),
  sender: Sender,
}

export const StoredDisbursement = Type.Object({
  number: Type.About(Id, 'Counts the transfers of all companies.'),
  ...disbursementFacts,
  created_at: Instant,
  ended_at: InstantOrNull,
  scenario: Type.Nullable(ChosenScenario, {
    description: 'The scenario whose course it takes, and why; null: the usual one.',
  }),
  course: Type.Nullable(Course, { description: 'What is still to come; null: it has ended.' }),
  callback_ids: Type.Array(CallbackId, { description: 'The callbacks about it, oldest first.' }),
})

/** The properties of an inquiry that the state and the control API share. */
export const inquiryFacts = {
  id: Type.About(Id, "The inquiry's number. Unique across companies, never used again."),
  company_id: CompanyId,
  bank_code: BankCode,
  account_number: Type.String({ description: 'The account, leading zeros included.' }),
  inquiry_key: Type.String({ description: 'As it was sent; `""` where nothing was.' }),
  status: InquiryStatus,
  account_holder: Type.String({ description: 'Whose account it is; `""` where unknown.' }),
  scenario: Type.Nullable(ChosenScenario, {
    description: 'The scenario whose course it takes, and why; null: the usual one.',
  }),
}

export const StoredInquiry = Type.Object({
  ...inquiryFacts,
  outcome: Type.About(InquiryStatus, 'What it will say; PENDING waits for a decision by hand.'),
  due: Type.About(InstantOrNull, 'When it ends; null: it has, or waits for a decision by hand.'),
})
