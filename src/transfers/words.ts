/** The fixed words of money transfer. They are apart from the definitions, so that the client need not load those. */

/** How a disbursement can end (transfers.status.final). */
export const FINAL_STATUSES = ['DONE', 'CANCELLED'] as const

/** How a transfer ends. */
export type FinalStatus = (typeof FINAL_STATUSES)[number]

/** Where a disbursement can stand. */
export const DISBURSEMENT_STATUSES = ['PENDING', ...FINAL_STATUSES] as const

/** Where a transfer stands; DONE and CANCELLED are final. */
export type DisbursementStatus = (typeof DISBURSEMENT_STATUSES)[number]

/** Why a disbursement is CANCELLED, in the reference's order (transfers.status.reasons). */
export const CANCEL_REASONS = [
  'INACTIVE_ACCOUNT',
  'NOT_REGISTERED_ACCOUNT',
  'CANT_RECEIVE_TRANSFER',
  'INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK',
  'BENEFICIARY_ACCOUNT_NOT_VERIFIED',
  'INSUFFICIENT_BALANCE',
  'EXCEEDED_TRANSACTION_AMOUNT_LIMIT',
] as const

/** Why a transfer is CANCELLED. */
export type CancelReason = (typeof CANCEL_REASONS)[number]

/** The reason of a disbursement that is cancelled without one. */
export const USUAL_REASON = 'INACTIVE_ACCOUNT' satisfies CancelReason

/** What an inquiry can say about an account (transfers.inquiry.statuses). */
export const INQUIRY_STATUSES = [
  'PENDING',
  'SUCCESS',
  'INVALID_ACCOUNT_NUMBER',
  'SUSPECTED_ACCOUNT',
  'BLACK_LISTED',
  'FAILED',
  'CLOSED',
] as const

/** What an inquiry says of an account. */
export type InquiryStatus = (typeof INQUIRY_STATUSES)[number]

/** How well a bank works. */
export const BANK_STATUSES = ['OPERATIONAL', 'DISTURBED', 'HEAVILY_DISTURBED'] as const

/** How well a bank works. */
export type BankStatus = (typeof BANK_STATUSES)[number]

/** Where the sender is: in Indonesia, or abroad (transfers.create.direction). */
export const DIRECTIONS = ['DOMESTIC_SPECIAL_TRANSFER', 'FOREIGN_INBOUND_SPECIAL_TRANSFER'] as const

export type Direction = (typeof DIRECTIONS)[number]

/** The most rupiah that there can be; all sums of it are exact numbers in JavaScript. */
export const MOST_RUPIAH = 900_000_000_000_000
