import { ReasonCode, ScenarioName } from '../../kyc/definitions/values.js'
import {
  REJECTION_REASON_CODES,
  type RejectionReasonCode,
  reasonText,
} from '../../kyc/rejection-reasons.js'
import { type Definition, type Keywords, Type } from '../../lib/definition.js'
import { DURATION_PATTERN, Duration } from '../../time/definitions.js'

/** The values of a written scenario, twice: without the placeholder, and as a family may write them with it. */

/** The placeholder that makes one file a family of 24: each rejection reason takes its place. */
export const PLACEHOLDER = 'RR'

export interface Values {
  readonly $schema: Definition
  readonly name: Definition<string>
  readonly duration: Definition<string>
  readonly reasonCode: Definition<RejectionReasonCode | typeof PLACEHOLDER>
}

export const ofOne: Values = {
  $schema: Type.Unsafe<unknown>({}),
  name: Type.About(ScenarioName, 'Lower-case words joined by hyphens, such as `rejected-twice`.', {
    mustBe: 'lower-case words joined by hyphens, such as "rejected-twice"',
  }),
  duration: Duration,
  reasonCode: ReasonCode,
}

export const ofFamily: Values = {
  $schema: Type.Unsafe<unknown>({
    type: 'string',
    default: './scenario.schema.json',
    description: 'For editors; the sandbox ignores it.',
  }),
  name: Type.Unsafe<string>({
    title: 'Name',
    type: 'string',
    minLength: 1,
    maxLength: 60,
    pattern: '^([a-z0-9]|RR)+(-([a-z0-9]|RR)+)*$',
    not: { enum: [PLACEHOLDER, 'next'] },
    description:
      'Lower-case words joined by hyphens, and the name of the file. With the placeholder `RR` in it, one file makes a family of 24: each rejection reason takes the place of `RR` wherever it stands.',
    examples: ['rejected-twice', 'rejected-RR'],
  }),
  duration: Type.Unsafe<string>({
    title: 'Duration',
    type: 'string',
    pattern: '^(0|([0-9]|RR)+(\\.([0-9]|RR)+)?(ms|s|m|h|d))$',
    description: 'A number and `ms`, `s`, `m`, `h` or `d`, a hundred years at most; or `0`.',
    examples: ['250ms', '2s', '5m', '2h', '1d'],
    named: 'ScriptedDuration',
  }),
  reasonCode: Type.Unsafe<RejectionReasonCode | typeof PLACEHOLDER>({
    title: 'Rejection reason',
    enum: [...REJECTION_REASON_CODES, PLACEHOLDER],
    meanings: {
      ...Object.fromEntries(REJECTION_REASON_CODES.map((code) => [code, reasonText(code)])),
      [PLACEHOLDER]: 'Each of the 24 reasons in turn; only where `name` contains `RR`.',
    },
    description:
      "One of Flip's reasons, 10 to 33, or `RR` in a family. Needed with UPLOAD_IDENTITY_SELFIE_FAILED and REJECTED, and with nothing else.",
    named: 'ScriptedReasonCode',
  }),
}

/** A transfer's time in a scenario that is no family. */
const WITHOUT_AFTER = { after: { pattern: DURATION_PATTERN } }

/** Where the placeholder must not be. Only the schema of a family needs these rules. */
export const FAMILY_RULES: Keywords = {
  if: { properties: { name: { pattern: PLACEHOLDER, title: 'contains the placeholder RR' } } },
  // A placeholder that is the whole text becomes a number, and these must be texts.
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: {
    title: 'description, and each pattern in match, has more in it than RR alone',
    additionalProperties: true,
    properties: {
      description: { not: { const: PLACEHOLDER } },
      match: { additionalProperties: { not: { const: PLACEHOLDER } } },
    },
  },
  else: {
    title: 'RR stands nowhere in the scenario',
    additionalProperties: true,
    properties: {
      upload_checks: withoutPlaceholder('rejected_reason_code', 'after'),
      kyc_decisions: withoutPlaceholder('rejected_reason_code', 'after'),
      callbacks: withoutPlaceholder('after'),
      answers: { additionalProperties: withoutPlaceholder('after') },
      disbursement: { additionalProperties: true, properties: WITHOUT_AFTER },
      inquiry: { additionalProperties: true, properties: WITHOUT_AFTER },
    },
  },
}

function withoutPlaceholder(...keys: readonly ('rejected_reason_code' | 'after')[]): Keywords {
  const plain = {
    rejected_reason_code: { type: 'integer' },
    after: { pattern: DURATION_PATTERN },
  }
  const properties = Object.fromEntries(keys.map((key) => [key, plain[key]]))
  return { items: { additionalProperties: true, properties } }
}
