/** What helps after a rejection: a call, only Flip's customer service (`cx`), or nothing. */
export type Remedy = 'data' | 'photo' | 'selfie' | 'documents' | 'cx' | 'none'

/** The calls that are a remedy. */
export const REMEDY_CALLS = {
  data: 'PUT /users/:id/repair',
  photo: 'PUT /users/:id/repairPhoto',
  selfie: 'PUT /users/:id/repairSelfie',
  documents: 'POST /documents',
} as const satisfies Partial<Record<Remedy, string>>

interface RejectionReason {
  /** Sent as `rejected_reason`, exactly so. */
  readonly text: string
  /** Any one of these is enough. */
  readonly remedies: readonly Remedy[]
}

/** Flip's 24 reasons, 10 and 17 as the guide prints them (reasons.texts). */
export const REJECTION_REASONS = {
  10: { text: 'The data that is filled in does not match with identity card', remedies: ['data'] },
  11: { text: 'NIK does not match the format', remedies: ['documents'] },
  12: { text: 'NIK already registered in another account', remedies: ['cx'] },
  13: { text: 'NIK data is bolded manually', remedies: ['documents'] },
  14: { text: 'Identity card blurry or got spotlight or cannot be read', remedies: ['photo'] },
  15: { text: 'The Identity card uploaded is not (KTP/Passport/KITAS)', remedies: ['photo'] },
  16: { text: 'Identity card is not fully captured', remedies: ['photo'] },
  17: {
    text: 'Part of the data on the photo ID card is missing so it can’t be read in its entirety',
    remedies: ['photo', 'documents'],
  },
  18: {
    text: 'If the identity card is broken up to the data section on the identity card',
    remedies: ['photo'],
  },
  19: { text: 'ID card has expired', remedies: ['photo'] },
  20: { text: 'Photo ID card is not original', remedies: ['photo'] },
  21: {
    text: "The background of the user's pass photo on the ID card is not blue/red",
    remedies: ['photo', 'documents'],
  },
  22: {
    text: 'Pass photo in identity card is not original but only patch photo',
    remedies: ['cx'],
  },
  23: {
    text: 'Combination photos are not clearly visible or partially covered',
    remedies: ['selfie'],
  },
  24: { text: 'Combination photos only contain face images', remedies: ['selfie'] },
  25: {
    text: 'Combination photo of the user holding another identity card other than (KTP/Passport/KITAS)',
    remedies: ['selfie'],
  },
  26: { text: 'Combination photos do not directly hold an identity card', remedies: ['selfie'] },
  27: { text: 'Photos taken indirectly', remedies: ['selfie'] },
  28: { text: 'User wearing veil', remedies: ['cx'] },
  29: {
    text: 'Indicated in violation of the Terms and Conditions of the application',
    remedies: ['none'],
  },
  30: { text: 'We need confirm your KYC with some data', remedies: ['cx'] },
  31: { text: 'Identity card of supporting document expired', remedies: ['documents'] },
  32: {
    text: "Photo of supporting document is blurry or can't be read",
    remedies: ['documents'],
  },
  33: {
    text: 'Photo of supporting document is a random object/image',
    remedies: ['documents'],
  },
} as const satisfies Record<number, RejectionReason>

/** One of Flip's 24 rejection reasons, 10 to 33. */
export type RejectionReasonCode = keyof typeof REJECTION_REASONS

/** All of Flip's rejection reasons, in their order. */
export const REJECTION_REASON_CODES = Object.keys(REJECTION_REASONS).map(
  Number,
) as readonly RejectionReasonCode[]

/** Whether it is one of Flip's rejection reasons. */
export function isRejectionReasonCode(code: unknown): code is RejectionReasonCode {
  return typeof code === 'number' && Object.hasOwn(REJECTION_REASONS, code)
}

/** The code in the name of one of a family, at the place where the family's own name has `RR`. */
export function codeInFamily(name: string, family: string): string {
  const at = family.indexOf('RR')
  return name.slice(at, at + 2)
}

/** Flip's text for a code. Without a code it is `""`, as `GET /agents/:id` shows it (agents.get.reason). */
export function reasonText(code: RejectionReasonCode | null): string {
  return code === null ? '' : REJECTION_REASONS[code].text
}

/** What helps against a reason. */
export function remediesOf(code: RejectionReasonCode): readonly Remedy[] {
  return REJECTION_REASONS[code].remedies
}

/**
 * Whether a call fits the reason of a rejection (reasons.remedy-fits). Documents fit every reason that a call can help
 * against (reasons.documents-fit).
 */
export function remedyFits(remedy: keyof typeof REMEDY_CALLS, code: RejectionReasonCode): boolean {
  const remedies = remediesOf(code)
  if (remedies.includes('cx') || remedies.includes('none')) return false
  return remedy === 'documents' || remedies.includes(remedy)
}
