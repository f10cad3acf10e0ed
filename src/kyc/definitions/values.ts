import { Type } from '../../lib/definition.js'
import { isHttpUrl, LONGEST_URL } from '../../lib/http-url.js'
import type { RejectionReasonCode } from '../rejection-reasons.js'
import type { ScenarioName as Name } from '../scenario-name.js'
import { LAST_INSTANT, LONGEST_DURATION } from '../timestamps.js'
import { AGENT_STATUSES, KYC_STATUSES, type KycStatus as KycStatusWord, SECRET } from '../words.js'
import { KYC_STATUS_MEANINGS } from './meanings.js'

/** The values that the other definitions are made of. */

/** The highest id. It has fifteen digits, which paths and cursors can take, and is an exact number in JavaScript. */
const HIGHEST = 999_999_999_999_999

export const Id = Type.Integer({
  minimum: 1,
  maximum: HIGHEST,
  description: 'A number that is given out once and never again.',
  named: 'Id',
})

export const CompanyId = Type.Integer({
  minimum: 1,
  maximum: HIGHEST,
  description: 'A company; 1 is the one that the start options describe.',
  named: 'CompanyId',
})

export const OwnerId = Type.Integer({
  minimum: 0,
  maximum: HIGHEST,
  description: 'The company that it concerns; 0: all of them.',
  named: 'OwnerId',
})

export const AgentId = Type.Integer({
  minimum: 1,
  maximum: HIGHEST,
  description:
    "An agent's id, the same as in the emulated API. Unique across companies, never used again.",
  named: 'AgentId',
})

export const CallbackId = Type.Integer({
  minimum: 1,
  maximum: HIGHEST,
  description: "A callback's id. Unique across companies, never used again.",
  named: 'CallbackId',
})

/** How many there are, or the last id given out; from 0. */
export const Count = Type.Integer({ minimum: 0, maximum: HIGHEST })

/** A duration, as a scenario or a company has it. */
export const Milliseconds = Type.Integer({
  minimum: 0,
  maximum: LONGEST_DURATION,
  description: 'Milliseconds.',
})

export const Instant = Type.Integer({
  minimum: -LAST_INSTANT,
  maximum: LAST_INSTANT,
  description: "Milliseconds since the epoch, on the company's clock.",
  named: 'Instant',
})

export const InstantOrNull = Type.Nullable(Instant, {
  description:
    "Milliseconds since the epoch, on the company's clock; null where it has not happened.",
  named: 'InstantOrNull',
})

export const Url = Type.Refine(
  Type.String({
    format: 'uri',
    maxLength: LONGEST_URL,
    description: 'A URL with http or https, without user name and password.',
    mustBe: 'an http or https URL of at most 2,048 characters, without user name and password',
    named: 'Url',
  }),
  isHttpUrl,
)

/** Where callbacks go. */
export const Receiver = Type.Nullable(Url, {
  description: "Where callbacks go; null: the sandbox's own inbox.",
})

/** A key or a token. */
export const Secret = Type.String({
  pattern: SECRET.source,
  mustBe: '1 to 300 visible ASCII characters without a colon',
})

export const ScenarioName = Type.Unsafe<Name>({
  type: 'string',
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 60,
  mustBe: 'lower-case words joined by hyphens; write a reason for RR, such as "rejected-17"',
  description: 'Name of a scenario, as `GET /_sandbox/scenarios` lists it.',
  examples: ['approved', 'rejected-17', 'callback-twice'],
  named: 'ScenarioName',
})

export const ScenarioNameOrNull = Type.Nullable(ScenarioName, { named: 'ScenarioNameOrNull' })

export const KycStatus = Type.OneOf(KYC_STATUSES, {
  description: 'Where the agent stands. APPROVED is final.',
  meanings: KYC_STATUS_MEANINGS,
  named: 'KycStatus',
})

export const KycStatusOrNull = Type.Nullable(Type.OneOf(KYC_STATUSES), {
  description: 'Where the agent stands; null where there is no agent.',
  meanings: KYC_STATUS_MEANINGS,
  named: 'KycStatusOrNull',
})

export const AgentStatus = Type.OneOf(AGENT_STATUSES, {
  description: "State of the agent's account, whatever its KYC status; a new agent is ACTIVE.",
  named: 'AgentStatus',
})

export const ReasonCode = Type.Unsafe<RejectionReasonCode>({
  type: 'integer',
  minimum: 10,
  maximum: 33,
  description: "Code of one of Flip's rejection reasons, 10 to 33.",
  mustBe: "a whole number, one of Flip's rejection reasons, 10 to 33",
  named: 'ReasonCode',
})

export const ReasonCodeOrNull = Type.Nullable(ReasonCode, {
  description: "Code of one of Flip's rejection reasons, 10 to 33; null: none.",
  named: 'ReasonCodeOrNull',
})

export const DecidedBy = Type.OneOf(['scenario', 'hand'], {
  description: 'Who decides: the scenario, or somebody through this API (`hand`).',
  named: 'DecidedBy',
})

/**
 * These statuses need a reason, and the others must not have one.
 * @returns a rule for an object with `kyc_status` and perhaps `rejected_reason_code`
 */
export function reasonRule(statuses: readonly KycStatusWord[]) {
  return {
    if: { required: ['kyc_status'], properties: { kyc_status: { enum: statuses } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      additionalProperties: true,
      required: ['rejected_reason_code'],
      properties: { rejected_reason_code: true },
    },
    else: { additionalProperties: true, properties: { rejected_reason_code: false } },
    at: 'rejected_reason_code',
    says: ({ kyc_status, rejected_reason_code }: Decided) =>
      rejected_reason_code === undefined
        ? `must be a whole number from 10 to 33 for ${kyc_status}`
        : `does not go with ${kyc_status}; leave it out`,
  }
}

interface Decided {
  readonly kyc_status: string
  readonly rejected_reason_code?: number
}
