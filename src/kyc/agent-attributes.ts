import type { Instant } from './agent.js'
import { lengthMistake, type Mistake, type MistakeKind, mistake } from './mistakes.js'
import { isRealDay } from './timestamps.js'

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
  /** Smallest and largest number of characters. */
  readonly length?: readonly [number, number]
  /** What the whole value must match, and the mistake where it does not. */
  readonly characters?: {
    readonly pattern: RegExp
    readonly kind: Exclude<MistakeKind, 'length'>
    readonly are: string
  }
  /** The allowed values. */
  readonly values?: readonly string[]
  /** Changes the value before it is compared with `values`. */
  readonly fold?: (value: string) => string
  /** A known id of this kind. */
  readonly location?: LocationKind
  /** A check that the columns above cannot express. */
  readonly further?: (value: string, form: Form, context: AttributeContext) => Mistake | undefined
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
  kind: 'not-alphanumeric',
  are: 'letters A-Z and a-z, digits and spaces',
} as const

const ADDRESS_CHARACTERS = {
  pattern: /^[A-Za-z0-9 .\-/()]*$/,
  kind: 'address-characters',
  are: 'letters A-Z and a-z, digits, spaces and . - / ( )',
} as const

function realPastDate(value: string, _form: Form, { now }: AttributeContext): Mistake | undefined {
  if (!BIRTH_DATE.test(value)) return mistake('date-format', 'must be written DD-MM-YYYY.')
  const at = parseBirthDate(value)
  if (at === null) return mistake('no-such-date', 'must be a real date.')
  return at > now ? mistake('no-such-date', 'must not be in the future.') : undefined
}

/** Smallest and largest number of characters, by the first of them. */
const PHONE_NUMBER_LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  0: [8, 24],
  '+': [10, 26],
}

function phoneNumber(
  value: string,
  _form: Form,
  { phoneNumberTaken }: AttributeContext,
): Mistake | undefined {
  const bounds = PHONE_NUMBER_LENGTHS[value.charAt(0)]
  if (bounds === undefined) return mistake('value', 'must start with 0 or with +.')
  const [least, most] = bounds
  const beyond = lengthMistake(
    value,
    bounds,
    `must have ${least} to ${most} characters here: 8 to 24 after a 0, 10 to 26 after a +.`,
  )
  if (beyond !== undefined) return beyond
  if (!/^.\d+$/.test(value)) return mistake('value', 'takes digits only after its first character.')
  if (phoneNumberTaken(normalisePhoneNumber(value))) {
    return mistake(
      'duplicate',
      "is another agent's of this company: it must be unique in its +62 form.",
    )
  }
  return undefined
}

function identityNumber(
  value: string,
  form: Form,
  { identityNumberTaken }: AttributeContext,
): Mistake | undefined {
  const ktp = form['identity_type'] === 'ktp' || form['identity_type'] === '1'
  const rest = 'has at most 16 characters in a KTP, 20 in a passport.'
  const tooLong = lengthMistake(value, [1, ktp ? 16 : 20], rest)
  if (tooLong !== undefined) return tooLong
  if (!/^[A-Za-z0-9]*$/.test(value)) {
    return mistake('not-alphanumeric', 'takes letters and digits only.')
  }
  if (identityNumberTaken(value)) {
    return mistake('duplicate', "is another agent's of this company: use another one.")
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
  { attribute: 'identity_number', required: true, further: identityNumber },
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
      kind: 'value',
      are: 'an address whose domain has a dot',
    },
  },
]

/** A form without the residence, where that is not looked at (agents.create.use-identity-address.residence-sent). */
export function withoutUnusedResidence(form: Form): Form {
  if (form['use_identity_address'] !== '1') return form
  return Object.fromEntries(
    Object.entries(form).filter(([attribute]) => !attribute.startsWith('residence_')),
  )
}

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

const BIRTH_DATE = /^\d{2}-\d{2}-\d{4}$/

/** When a birth date (`DD-MM-YYYY`) begins in GMT+7; null when there is no such day. */
export function parseBirthDate(value: string): Instant | null {
  if (!BIRTH_DATE.test(value)) return null
  const [day, month, year] = value.split('-')
  const written = `${year}-${month}-${day}`
  if (year === '0000' || !isRealDay(written)) return null
  return Date.parse(`${written}T00:00:00+07:00`)
}
