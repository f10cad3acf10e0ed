import type { AgentsErrorCode, KycErrorCode } from './error-codes.js'
import type { Bound } from './refusals.js'

/**
 * What can be wrong with an attribute, and each host's code for it (errors.two-lists). Both hosts check the same
 * attributes: the agents host when an agent is created or updated, the KYC host when its data is repaired.
 */
export const MISTAKES = {
  missing: { agents: 1001, kyc: 1001 },
  'not-a-number': { agents: 1020, kyc: 1002 },
  'date-format': { agents: 1039, kyc: 1002 },
  'no-such-date': { agents: 1040, kyc: 1002 },
  value: { agents: 1041, kyc: 1002 },
  length: { agents: 2001, kyc: 2001 },
  duplicate: { agents: 2002, kyc: 4012 },
  'address-characters': { agents: 2003, kyc: 2003 },
  'not-alphanumeric': { agents: 2004, kyc: 2004 },
} as const satisfies Readonly<
  Record<string, { readonly agents: AgentsErrorCode; readonly kyc: KycErrorCode }>
>

export type MistakeKind = keyof typeof MISTAKES

/** What is wrong with a value. */
export interface Mistake {
  readonly kind: MistakeKind
  /**
   * What is wrong and what to do, as the rest of a sentence that begins with the attribute's name: plain ASCII that
   * never repeats what was sent, without a `; `, which stands between two such sentences.
   */
  readonly rest: string
  /** The bound that a length is beyond. */
  readonly bound?: Bound
}

export interface AttributeMistake extends Omit<Mistake, 'rest'> {
  readonly attribute: string
  /** The whole sentence. */
  readonly hint: string
}

export function mistake(kind: Exclude<MistakeKind, 'length'>, rest: string): Mistake {
  return { kind, rest }
}

/** @returns undefined where the value is neither too short nor too long */
export function lengthMistake(
  { length }: string,
  [least, most]: readonly [number, number],
  rest: string,
): Mistake | undefined {
  if (length >= least && length <= most) return undefined
  return { kind: 'length', rest, bound: length < least ? `at least ${least}` : `at most ${most}` }
}
