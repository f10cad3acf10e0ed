import type { Form } from '../kyc/agent-attributes.js'
import { isBlank } from '../kyc/blank.js'
import { BANKS } from './banks.js'
import type { TransferErrorCode, TransferRefusal } from './error-codes.js'
import { DIRECTIONS } from './words.js'

/** The checks of what `POST /agent-disbursements` is sent (transfers.create.attributes). */

const LEAST = 10_000
/** Characters of a key, of an inquiry as well (transfers.inquiry.key). */
export const LONGEST_KEY = 255
const LONGEST_REMARK = 18
const LONGEST_ACCOUNT = 34
const MOST_EMAILS = 20

/** What is wrong with a value: the code, and the rest of a hint that begins with the attribute's name, without a `; `. */
type Found = readonly [code: TransferErrorCode, rest: string] | undefined

interface Attribute {
  readonly attribute: string
  readonly required: boolean
  readonly check: (value: string, form: Form) => Found
}

export const DISBURSEMENT_ATTRIBUTES: readonly Attribute[] = [
  {
    attribute: 'agent_id',
    required: true,
    check: digits('must be the number that POST /agents has answered.'),
  },
  { attribute: 'account_number', required: true, check: accountNumber },
  { attribute: 'amount', required: true, check: amount },
  { attribute: 'bank_code', required: true, check: bankCode },
  {
    attribute: 'direction',
    required: true,
    check: (value) =>
      DIRECTIONS.some((direction) => direction === value)
        ? undefined
        : [1041, `must be one of: ${DIRECTIONS.join(', ')}.`],
  },
  { attribute: 'remark', required: false, check: remark },
  { attribute: 'beneficiary_email', required: false, check: emails },
]

/** The attributes that say whose account it is; an inquiry has them too. */
export const ACCOUNT_ATTRIBUTES = DISBURSEMENT_ATTRIBUTES.filter(({ attribute }) =>
  ['account_number', 'bank_code'].includes(attribute),
)

/** Checks a form. @returns one refusal for each attribute that fails, in the order of the table */
export function checkTransfer(attributes: readonly Attribute[], form: Form): TransferRefusal[] {
  return attributes.flatMap(({ attribute, required, check }): TransferRefusal[] => {
    const value = form[attribute]
    const found: Found = isBlank(value)
      ? required
        ? [1001, 'is required.']
        : undefined
      : check(value, form)
    return found === undefined
      ? []
      : [{ attribute, code: found[0], hint: `${attribute} ${found[1]}` }]
  })
}

/** Checks the header `idempotency-key` (transfers.create.key). */
export function checkKey(key: string | undefined): TransferRefusal | undefined {
  const attribute = 'idempotency-key'
  if (isBlank(key)) {
    const hint = 'The header idempotency-key is required: send a new one for each new transfer.'
    return { attribute, code: 1001, hint }
  }
  if (key.length <= LONGEST_KEY) return undefined
  return { attribute, code: 1024, hint: `idempotency-key has at most ${LONGEST_KEY} characters.` }
}

function digits(rest: string): Attribute['check'] {
  return (value) => (/^\d+$/.test(value) ? undefined : [1020, rest])
}

function accountNumber(value: string): Found {
  if (!/^\d+$/.test(value)) return [1020, 'must have digits alone.']
  if (value.length <= LONGEST_ACCOUNT) return undefined
  return [1024, `has at most ${LONGEST_ACCOUNT} digits.`]
}

/** Its least is the greater of Flip's and the bank's (transfers.create.amount, transfers.create.amount.of-bank). */
function amount(value: string, { bank_code = '' }: Form): Found {
  if (!/^\d+$/.test(value)) return [1020, 'must be whole rupiah in digits alone: 10000.']
  if (Number(value) < LEAST) return [1021, `must be at least ${LEAST}.`]
  const { minimum = LEAST } = BANKS.get(bank_code) ?? {}
  if (Number(value) >= minimum) return undefined
  return [2005, `must be at least ${minimum} for this bank.`]
}

function bankCode(value: string): Found {
  if (BANKS.has(value)) return undefined
  return [1033, 'must be one of those that GET /general/banks lists, in lower case.']
}

function remark(value: string): Found {
  if (value.length > LONGEST_REMARK) return [1024, `has at most ${LONGEST_REMARK} characters.`]
  if (/^[A-Za-z0-9 .\-/()]*$/.test(value)) return undefined
  return [1002, 'must have letters, digits, spaces and . - / ( ) alone.']
}

function emails(value: string): Found {
  const addresses = value.split(',').map((address) => address.trim())
  if (addresses.length > MOST_EMAILS) return [1070, `has at most ${MOST_EMAILS} addresses.`]
  const fits = (address: string) =>
    address.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)
  if (addresses.every(fits)) return undefined
  return [1071, 'must have addresses, separated by commas.']
}
