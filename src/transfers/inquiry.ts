import type { Form } from '../kyc/agent-attributes.js'
import { isBlank } from '../kyc/blank.js'
import type { Static } from '../lib/definition.js'
import { ACCOUNT_ATTRIBUTES, checkTransfer, LONGEST_KEY } from './check-disbursement.js'
import type * as definitions from './definitions.js'
import type { TransferErrorCode, TransferRefusal } from './error-codes.js'
import type { InquiryStatus } from './words.js'

/** What is known, or asked, about one account of a bank. */
export type Inquiry = Static<typeof definitions.StoredInquiry>

/** What an inquiry says. */
type Known = Pick<Inquiry, 'status' | 'account_holder'>

export interface Account {
  readonly bank_code: string
  readonly account_number: string
}

/** Names an account within a company. */
export function accountKey({ bank_code, account_number }: Account): string {
  return `${bank_code} ${account_number}`
}

/** Accounts that are known from the start, as the reference's samples have them (transfers.inquiry.known). */
const KNOWN: ReadonlyMap<string, Known> = new Map([
  ['bca 5465327020', { status: 'SUCCESS', account_holder: 'PT Fliptech Lentera IP' }],
])
/** Is nobody's, at any bank (transfers.inquiry.known). */
const NOBODYS = '1232123123212'

export function knownFromStart(account: Account): Known | undefined {
  if (account.account_number === NOBODYS)
    return { status: 'INVALID_ACCOUNT_NUMBER', account_holder: '' }
  return KNOWN.get(accountKey(account))
}

const HOLDERS = [
  'Budi Santoso',
  'Siti Rahayu',
  'Agus Wijaya',
  'Dewi Lestari',
  'Eko Prasetyo',
  'Rina Kusuma',
  'Hendra Gunawan',
  'Maya Sari',
  'Joko Susilo',
  'Putri Handayani',
] as const

/** Whose account it is: the same person each time that the account is asked for. */
export function holderOf({ account_number }: Account, status: InquiryStatus): string {
  if (status !== 'SUCCESS' && status !== 'SUSPECTED_ACCOUNT') return ''
  return HOLDERS[Number(account_number.slice(-1))] as string
}

/** What forbids a transfer to an account (transfers.create.account). */
export const FORBIDDEN: { readonly [S in InquiryStatus]?: TransferErrorCode } = {
  INVALID_ACCOUNT_NUMBER: 1025,
  BLACK_LISTED: 1026,
  CLOSED: 1027,
}

/** Checks what `POST /disbursement/bank-account-inquiry` is sent (transfers.inquiry.attributes). */
export function checkInquiry(form: Form): TransferRefusal[] {
  const refusals = checkTransfer(ACCOUNT_ATTRIBUTES, form)
  const key = form['inquiry_key']
  if (isBlank(key)) return refusals
  const attribute = 'inquiry_key'
  if (key.length > LONGEST_KEY) {
    const hint = `inquiry_key has at most ${LONGEST_KEY} characters.`
    return [...refusals, { attribute, code: 1024, hint }]
  }
  if (/^[A-Za-z0-9]+$/.test(key)) return refusals
  const hint = 'inquiry_key must have letters and digits alone: a UUID without its dashes.'
  return [...refusals, { attribute, code: 2004, hint }]
}

/** The five keys of an answer and of a callback (transfers.inquiry.answer). */
export function inquiryAnswer(
  { bank_code, account_number }: Account,
  { account_holder, status }: Known,
  inquiry_key: string,
) {
  return { bank_code, account_number, account_holder, status, inquiry_key }
}
