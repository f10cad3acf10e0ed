import type { Instant } from './agent.js'
import type { FlipErrorCode } from './refusals.js'

/** What was sent: each field's last value, as text. */
export type Form = Readonly<Record<string, string | undefined>>

/** What a rule may ask about the world, so that the rules themselves stay pure. */
export interface RuleWorld {
  readonly now: Instant
  /** Whether the company's other agents use this number already. */
  readonly identityNumberTaken: (number: string) => boolean
  /** The same for a phone number in `+62…` form. */
  readonly phoneNumberTaken: (number: string) => boolean
  readonly knowsLocation: (kind: LocationKind, id: number) => boolean
}

export type LocationKind = 'country' | 'province' | 'city' | 'district'

/** What is wrong with a value; undefined: nothing. */
export type Verdict = { readonly code: FlipErrorCode; readonly hint: string } | undefined

/** One attribute's rule. `length` and `characters` are data, so that the OpenAPI document can be held against them. */
export interface AttributeRule {
  readonly attribute: string
  readonly required: boolean
  /** Smallest and largest number of characters (2001). */
  readonly length?: readonly [number, number]
  /** The whole value, and the code for what does not fit. */
  readonly characters?: {
    readonly pattern: RegExp
    readonly code: FlipErrorCode
    readonly are: string
  }
  /** The values there are (1002), compared as `fold` leaves them. */
  readonly oneOf?: readonly string[]
  /** Applied before comparing with `oneOf`. */
  readonly fold?: (value: string) => string
  /** A known id of this kind (1002). */
  readonly location?: LocationKind
  /** Whatever the columns above cannot say. */
  readonly further?: (value: string, form: Form, world: RuleWorld) => Verdict
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

/** Outside its enumeration or format (1002). */
export const invalid = (hint: string): Verdict => ({ code: 1002, hint })

function realPastDate(value: string, _form: Form, { now }: RuleWorld): Verdict {
  const at = parseBirthDate(value)
  if (at === null) return invalid('birth_date must be a real date written DD-MM-YYYY.')
  return at > now ? invalid('birth_date must not be in the future.') : undefined
}

function phoneNumber(value: string, _form: Form, { phoneNumberTaken }: RuleWorld): Verdict {
  const bounds = value.startsWith('0') ? [8, 24] : value.startsWith('+') ? [10, 26] : null
  if (bounds === null) return invalid('phone_number must start with 0 or with +.')
  const [least, most] = bounds as [number, number]
  if (value.length < least || value.length > most) {
    return {
      code: 2001,
      hint: `phone_number must have ${least} to ${most} characters here: 8 to 24 after a 0, 10 to 26 after a +.`,
    }
  }
  if (!/^.\d+$/.test(value))
    return invalid('phone_number takes digits only after its first character.')
  if (phoneNumberTaken(normalisePhoneNumber(value))) {
    return {
      code: 2002,
      hint: 'Another agent of this company has this phone_number; it must be unique in its +62 form.',
    }
  }
  return undefined
}

function identityNumber(value: string, form: Form, { identityNumberTaken }: RuleWorld): Verdict {
  const ktp = form['identity_type'] === 'ktp' || form['identity_type'] === '1'
  if (ktp && value.length > 16) {
    return { code: 2001, hint: 'identity_number of a KTP has at most 16 characters.' }
  }
  if (!/^[A-Za-z0-9]*$/.test(value)) {
    return { code: 2004, hint: 'identity_number takes letters and digits only.' }
  }
  if (identityNumberTaken(value)) {
    return {
      code: 2002,
      hint: 'Another agent of this company has this identity_number; use another one.',
    }
  }
  return undefined
}

function locationRules(prefix: '' | 'residence_', required: boolean): AttributeRule[] {
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
 * The attributes of `POST /agents`, in the order in which failing ones are reported (errors.agents-host.every-attribute).
 * The columns of a row are checked from left to right (errors.agents-host.one-for-each).
 */
export const AGENT_RULES: readonly AttributeRule[] = [
  { attribute: 'name', required: true, length: [1, 50], characters: NAME_CHARACTERS },
  { attribute: 'identity_type', required: true, oneOf: ['ktp', 'passport'] },
  { attribute: 'identity_number', required: true, length: [1, 20], further: identityNumber },
  { attribute: 'birth_date', required: true, further: realPastDate },
  { attribute: 'birth_place', required: true, length: [1, 255], characters: NAME_CHARACTERS },
  ...locationRules('', true),
  { attribute: 'gender', required: true, oneOf: ['male', 'female'] },
  {
    attribute: 'occupation',
    required: true,
    oneOf: OCCUPATIONS,
    fold: (value) => value.toLowerCase(),
  },
  { attribute: 'phone_number', required: true, further: phoneNumber },
  { attribute: 'use_identity_address', required: false, oneOf: ['0', '1'] },
  ...locationRules('residence_', false),
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

/** The same for `PUT /users/:id/repair` (kyc.repair.attributes, kyc.repair.numbers-for-words). */
export const REPAIR_RULES: readonly AttributeRule[] = AGENT_RULES.filter(
  ({ attribute }) => !['phone_number', 'email', 'use_identity_address'].includes(attribute),
).map((rule): AttributeRule => {
  switch (rule.attribute) {
    case 'identity_type':
    case 'gender':
      return { attribute: rule.attribute, required: false, oneOf: ['1', '2'] }
    case 'address':
    case 'residence_address':
      return { ...rule, required: false, length: [10, 300] }
    default:
      return { ...rule, required: false }
  }
})

/** `085674563456` → `+6285674563456`; other countries' numbers stay (values.phone-number.zero, values.phone-number.plus). */
export function normalisePhoneNumber(value: string): string {
  return value.startsWith('0') ? `+62${value.slice(1)}` : value
}

/** The instant a birth date begins in GMT+7; null where `DD-MM-YYYY` names no real day. */
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
