import { ChosenScenario } from '../../kyc/definitions/agent.js'
import { AgentId, CompanyId, Instant } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Time, TimeOrNull } from '../../time/definitions.js'
import {
  BankCode,
  BankStatus,
  CancelReason,
  DisbursementStatus,
  disbursementFacts,
  InquiryStatus,
  inquiryFacts,
  Rupiah,
  StoredDisbursement,
} from '../../transfers/definitions.js'
import { FINAL_STATUSES, INQUIRY_STATUSES } from '../../transfers/words.js'
import { CallbackSummary } from './callbacks.js'
import { PAGE, page, paging, scope, scopeOrFirst } from './common.js'

/** `/_sandbox/disbursements`, `inquiries`, `banks` and `balance`. */

const summary = {
  ...disbursementFacts,
  created_at: Time,
  ended_at: TimeOrNull,
  due: Type.About(
    TimeOrNull,
    'When it ends by itself; null: it has ended, or waits for a decision by hand.',
  ),
  scenario: Type.Nullable(ChosenScenario, {
    description: 'The scenario whose course it takes, and why; null: the usual one.',
  }),
}

export const DisbursementSummary = Type.Closed(summary, {
  description: 'A transfer as lists show it.',
  named: 'DisbursementSummary',
})

export const Disbursement = Type.Closed(
  {
    ...summary,
    callbacks: Type.Array(CallbackSummary, {
      description: 'The callbacks about it, oldest first.',
    }),
  },
  { description: 'A transfer of money.', named: 'Disbursement' },
)

export const DisbursementList = page(DisbursementSummary, 'DisbursementList', {
  what: 'transfers',
  order: 'newest first',
  most: PAGE,
})

export const DisbursementQuery = Type.Closed({
  ...scope,
  agent_id: Type.Optional(AgentId),
  status: Type.Optional(DisbursementStatus),
  ...paging,
})

export const DisbursementDecision = Type.Closed(
  {
    status: Type.OneOf(FINAL_STATUSES, { description: 'How the transfer ends.' }),
    reason: Type.Optional(
      Type.About(CancelReason, 'Why it is CANCELLED; without it, INACTIVE_ACCOUNT.'),
    ),
  },
  {
    allOf: [
      {
        if: { required: ['reason'], properties: { reason: true } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { additionalProperties: true, properties: { status: { const: 'CANCELLED' } } },
        at: 'reason',
        says: 'goes with CANCELLED alone; leave it out',
      },
    ],
    description: 'How a transfer ends, decided by hand.',
    named: 'DisbursementDecision',
  },
)

export const Inquiry = Type.Closed(
  {
    ...inquiryFacts,
    due: Type.About(
      TimeOrNull,
      'When it ends by itself; null: it has ended, or waits for a decision by hand.',
    ),
  },
  { description: 'What a company has asked about an account.', named: 'Inquiry' },
)

export const InquiryList = page(Inquiry, 'InquiryList', {
  what: 'inquiries',
  order: 'newest first',
  most: PAGE,
})

export const InquiryQuery = Type.Closed({
  ...scope,
  status: Type.Optional(InquiryStatus),
  ...paging,
})

const [, ...ENDS] = INQUIRY_STATUSES

export const InquiryDecision = Type.Closed(
  { status: Type.OneOf(ENDS, { description: 'What the inquiry says.' }) },
  { description: 'What an inquiry says, decided by hand.', named: 'InquiryDecision' },
)

export const Bank = Type.Closed(
  {
    bank_code: BankCode,
    name: Type.String({ description: "The bank's name." }),
    fee: Type.About(Rupiah, 'Whole rupiah that a transfer to it costs.'),
    status: BankStatus,
  },
  { description: 'A bank, and how well it works.', named: 'Bank' },
)

export const BankList = page(Bank, 'BankList', { what: 'banks', order: 'in the order of Flip' })

export const BankRequest = Type.Closed(
  {
    company_id: Type.Optional(Type.About(CompanyId, 'For whom; all companies without it.')),
    status: BankStatus,
  },
  { description: 'Sets how well a bank works.', named: 'BankRequest' },
)

export const Balance = Type.Closed(
  { company_id: CompanyId, balance: Type.About(Rupiah, 'Whole rupiah that the company has.') },
  { description: "A company's balance.", named: 'Balance' },
)

export const BalanceQuery = Type.Closed(scopeOrFirst())

export const BalanceRequest = Type.Closed(
  { ...scopeOrFirst(), balance: Type.About(Rupiah, 'Whole rupiah that it has from now on.') },
  { description: "Sets a company's balance.", named: 'BalanceRequest' },
)

/** A transfer as the event stream shows it, its times in milliseconds. */
export const CreatedDisbursement = Type.Closed(
  {
    ...disbursementFacts,
    number: StoredDisbursement.properties.number,
    created_at: Instant,
    ended_at: StoredDisbursement.properties.ended_at,
    scenario: StoredDisbursement.properties.scenario,
    course: StoredDisbursement.properties.course,
    callback_ids: StoredDisbursement.properties.callback_ids,
  },
  { description: 'A new transfer.', named: 'StoredDisbursement' },
)
