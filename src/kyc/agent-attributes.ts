import type { Instant } from './agent.js'
import { type FlipErrorCode, type Refusal, refusal } from './refusals.js'

/** What was sent: each field's last value, as text. */
export type Form = Readonly<Record<string, string | undefined>>

/** What an attribute's checks need to know besides the form. It is handed in, so that they stay pure functions. */
export interface AttributeContext {
  readonly now: Instant
  /** Whether another agent of the company has this number. */
  readonly identityNumberTaken: (number: string) => boolean
  /** The same for a phone number in `+62…` form. */
  readonly phoneNumberTaken: (number: string) => boolean
  readonly knowsLocation: (kind: LocationKind, id: number) => boolean
}

export type LocationKind = 'country' | 'province' | 'city' | 'district'

/** One attribute of a form, and what its value must be. Data where possible, so that a test can compare it with the OpenAPI document. */
export interface Attribute {
  readonly attribute: string
  readonly required: boolean
  /** Smallest and largest number of characters (2001). */
  readonly length?: readonly [number, number]
  /** What the whole value must match, and the code where it does not. */
  readonly characters?: {
    readonly pattern: RegExp
    readonly code: FlipErrorCode
    readonly are: string
  }
  /** The allowed values (1002). */
  readonly values?: readonly string[]
  /** Changes the value before it is compared with `values`. */
  readonly fold?: (value: string) => string
  /** A known id of this kind (1002). */
  readonly location?: LocationKind
  /** A check that the columns above cannot express. */
  readonly further?: (value: string, form: Form, context: AttributeContext) => Refusal | undefined
}

const OCCUPATIONS = [
  'housewife',
  'entrepreneur',
  'private_employee',
  'government_employee',
  'foundation_board',
  'indonesian_migrant_worker',
  'company',
  'others',
] as const

const NAME_CHARACTERS = {
  pattern: /^[A-Za-z0-9 ]*$/,
  code: 2004,
  are: 'letters A-Z and a-z, digits and spaces',
} as const

const ADDRESS_CHARACTERS = {
  pattern: /^[A-Za-z0-9 .\-/()]*$/,
  code: 2003,
  are: 'letters A-Z and a-z, digits, spaces and . - / ( )',
} as const

function realPastDate(value: string, _form: Form, { now }: AttributeContext): Refusal | undefined {
  const at = parseBirthDate(value)
  if (at === null) return refusal(1002, 'birth_date must be a real date written DD-MM-YYYY.')
  return at > now ? refusal(1002, 'birth_date must not be in the future.') : undefined
}

function phoneNumber(
  value: string,
  _form: Form,
  { phoneNumberTaken }: AttributeContext,
): Refusal | undefined {
  const bounds = value.startsWith('0') ? [8, 24] : value.startsWith('+') ? [10, 26] : null
  if (bounds === null) return refusal(1002, 'phone_number must start with 0 or with +.')
  const [least, most] = bounds as [number, number]
  if (value.length < least || value.length > most) {
    return refusal(
      2001,
      `phone_number must have ${least} to ${most} characters here: 8 to 24 after a 0, 10 to 26 after a +.`,
    )
  }
  if (!/^.\d+$/.test(value))
    return refusal(1002, 'phone_number takes digits only after its first character.')
  if (phoneNumberTaken(normalisePhoneNumber(value))) {
    return refusal(
      2002,
      'Another agent of this company has this phone_number; it must be unique in its +62 form.',
    )
  }
  return undefined
}

function identityNumber(
  value: string,
  form: Form,
  { identityNumberTaken }: AttributeContext,
): Refusal | undefined {
  const ktp = form['identity_type'] === 'ktp' || form['identity_type'] === '1'
  if (ktp && value.length > 16) {
    return refusal(2001, 'identity_number of a KTP has at most 16 characters.')
  }
  if (!/^[A-Za-z0-9]*$/.test(value)) {
    return refusal(2004, 'identity_number takes letters and digits only.')
  }
  if (identityNumberTaken(value)) {
    return refusal(2002, 'Another agent of this company has this identity_number; use another one.')
  }
  return undefined
}

function locationAttributes(prefix: '' | 'residence_', required: boolean): Attribute[] {
  const kinds: readonly LocationKind[] = ['country', 'province', 'city', 'district']
  return [
    ...kinds.map((kind) => ({ attribute: `${prefix}${kind}_id`, required, location: kind })),
    {
      attribute: `${prefix}address`,
      required,
      length: [1, 300] as const,
      characters: ADDRESS_CHARACTERS,
    },
  ]
}

/**
 * The attributes of `POST /agents`, in the order in which mistakes are reported (errors.agents-host.every-attribute).
 * Each value is checked column by column, from left to right; the first mistake counts (errors.agents-host.one-for-each).
 */
export const AGENT_ATTRIBUTES: readonly Attribute[] = [
  { attribute: 'name', required: true, length: [1, 50], characters: NAME_CHARACTERS },
  { attribute: 'identity_type', required: true, values: ['ktp', 'passport'] },
  { attribute: 'identity_number', required: true, length: [1, 20], further: identityNumber },
  { attribute: 'birth_date', required: true, further: realPastDate },
  { attribute: 'birth_place', required: true, length: [1, 255], characters: NAME_CHARACTERS },
  ...locationAttributes('', true),
  { attribute: 'gender', required: true, values: ['male', 'female'] },
  {
    attribute: 'occupation',
    required: true,
    values: OCCUPATIONS,
    fold: (value) => value.toLowerCase(),
  },
  { attribute: 'phone_number', required: true, further: phoneNumber },
  { attribute: 'use_identity_address', required: false, values: ['0', '1'] },
  ...locationAttributes('residence_', false),
  {
    attribute: 'email',
    required: false,
    length: [1, 254],
    characters: {
      pattern: /^[!-?A-~]+@[!-\-/-?A-~]+(\.[!-\-/-?A-~]+)+$/,
      code: 1002,
      are: 'an address whose domain has a dot',
    },
  },
]

/** The attributes of `PUT /users/:id/repair` (kyc.repair.attributes, kyc.repair.numbers-for-words). */
export const REPAIR_ATTRIBUTES: readonly Attribute[] = AGENT_ATTRIBUTES.filter(
  ({ attribute }) => !['phone_number', 'email', 'use_identity_address'].includes(attribute),
).map((row): Attribute => {
  switch (row.attribute) {
    case 'identity_type':
    case 'gender':
      return { attribute: row.attribute, required: false, values: ['1', '2'] }
    case 'address':
    case 'residence_address':
      return { ...row, required: false, length: [10, 300] }
    default:
      return { ...row, required: false }
  }
})

/** `085674563456` → `+6285674563456`; numbers of other countries stay as they are (values.phone-number.zero, values.phone-number.plus). */
export function normalisePhoneNumber(value: string): string {
  return value.startsWith('0') ? `+62${value.slice(1)}` : value
}

/** When a birth date (`DD-MM-YYYY`) begins in GMT+7; null when there is no such day. */
export function parseBirthDate(value: string): Instant | null {
  if (!/^\d{2}-\d{2}-\d{4}$/.test(value)) return null
  const day = Number(value.slice(0, 2))
  const month = Number(value.slice(3, 5))
  const year = Number(value.slice(6))
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const real = year > 0 && date.getUTCDate() === day && date.getUTCMonth() === month - 1
  return real ? date.getTime() - 7 * 3_600_000 : null
}
