import { CallbackFaultOrNull } from '../kyc/definitions/callback.js'
import { Milliseconds, ReasonCodeOrNull, ScenarioName } from '../kyc/definitions/values.js'
import { KYC_ERRORS, type KycErrorCode } from '../kyc/error-codes.js'
import { KYC_DECISIONS, UPLOAD_DECISIONS } from '../kyc/lifecycle.js'
import { type Static, Type } from '../lib/definition.js'
import { CancelReasonOrNull, DisbursementStatus, InquiryStatus } from '../transfers/definitions.js'
import { SCRIPTED_CODES, type ScriptedCode } from '../transfers/error-codes.js'

/** The attributes of an agent that a scenario can match on. */
export const MATCHABLE = [
  'name',
  'identity_type',
  'identity_number',
  'birth_place',
  'address',
  'gender',
  'occupation',
  'phone_number',
  'email',
] as const

export type Matchable = (typeof MATCHABLE)[number]

/** What a scenario can match on: an agent's attributes, and the account of a transfer or an inquiry. */
const MATCHED = [...MATCHABLE, 'account_number'] as const

/** The calls about one agent whose answer a scenario can replace. */
export const SCRIPTED_ENDPOINTS = [
  'get_agent',
  'update_agent',
  'identity_image',
  'selfie',
  'submit',
  'repair',
  'repair_photo',
  'repair_selfie',
  'documents',
] as const

export type ScriptedEndpoint = (typeof SCRIPTED_ENDPOINTS)[number]

export const ANSWER_FAULTS = ['no-answer', 'connection-reset', 'cut-body'] as const

export type AnswerFault = (typeof ANSWER_FAULTS)[number]

/** The codes that a scenario can answer with; the agents host's belong to attributes. */
export const KYC_ERROR_CODES = Object.keys(KYC_ERRORS).map(Number) as readonly KycErrorCode[]

/** The codes of money transfer that only a scenario answers. */
export const SCRIPTED_TRANSFER_CODES = Object.keys(SCRIPTED_CODES).map(
  Number,
) as readonly ScriptedCode[]

/** The result of a check. The status that the agent is in already means that it stays there until somebody decides. */
function step<const V extends string>(statuses: readonly V[], check: string, named: string) {
  return Type.Closed(
    {
      kyc_status: Type.OneOf(statuses, { description: 'What the check says.' }),
      rejected_reason_code: ReasonCodeOrNull,
      after: Type.Nullable(Milliseconds, {
        description: "Milliseconds the check takes; null: the company's `callback_delay`.",
      }),
    },
    { description: `What one ${check} check says, and how long it takes.`, named },
  )
}

export const UploadStep = step(UPLOAD_DECISIONS, 'upload', 'UploadStep')
export const KycStep = step(KYC_DECISIONS, 'KYC', 'KycStep')

/** What happens to one callback. */
const CallbackStep = Type.Closed({
  fault: CallbackFaultOrNull,
  after: Type.About(Milliseconds, 'Milliseconds from the decision to the sending.'),
})

/** What becomes of a transfer. */
export const DisbursementStep = Type.Closed(
  {
    status: Type.About(
      DisbursementStatus,
      'The status that it ends in; PENDING waits for a person.',
    ),
    reason: CancelReasonOrNull,
    after: Type.Nullable(Milliseconds, {
      description: "Milliseconds that it takes; null: the company's `disbursement_delay`.",
    }),
    answer: Type.Nullable(
      Type.Closed({
        status: Type.Nullable(Type.OneOf([500]), {
          description: 'The transfer is made and the call gets 500; null: not so.',
        }),
        code: Type.Nullable(Type.OneOf(SCRIPTED_TRANSFER_CODES), {
          description: 'The call is refused with this code, and nothing is made; null: not so.',
        }),
        fault: Type.Nullable(Type.OneOf(ANSWER_FAULTS), {
          description: 'How the connection ends after the transfer is made; null: as usual.',
        }),
      }),
      { description: 'What the call gets instead of its answer; null: its answer.' },
    ),
    callback: Type.With(CallbackStep, { description: 'What happens to its callback.' }),
  },
  { description: 'What becomes of a transfer.', named: 'DisbursementStep' },
)

/** What an inquiry says. */
export const InquiryStep = Type.Closed(
  {
    status: Type.About(InquiryStatus, 'What it says; PENDING waits for a decision by hand.'),
    after: Type.Nullable(Milliseconds, {
      description: "Milliseconds that it takes; null: the company's `disbursement_delay`.",
    }),
  },
  { description: 'What an inquiry says of the account.', named: 'InquiryStep' },
)

/**
 * What a call gets instead of its answer. A `status` or a `code` changes nothing in the agent; a
 * `fault` comes after the call has taken effect.
 */
export const ScriptedAnswer = Type.Closed(
  {
    status: Type.Nullable(Type.Integer({ minimum: 400, maximum: 599 }), {
      description: "HTTP status, in the host's error shape; null: none.",
    }),
    code: Type.Nullable(Type.OneOf(KYC_ERROR_CODES), {
      description: "One of Flip's error codes, on the KYC host only; null: none.",
    }),
    fault: Type.Nullable(Type.OneOf(ANSWER_FAULTS), {
      description: 'How the connection ends after the call has taken effect; null: as usual.',
    }),
    after: Type.About(
      Milliseconds,
      'Milliseconds to wait before; with `no-answer`, before the connection is closed.',
    ),
  },
  {
    description: 'What a call gets instead of its answer; all null: the usual answer.',
    named: 'ScriptedAnswer',
  },
)

/** The statuses that an identity image can lead to. */
export const IDENTITY_IMAGES = ['UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'] as const

const Pattern = Type.String({
  minLength: 1,
  description: 'What the attribute must be; `*` stands for anything, case does not count.',
})

const Answers = Type.Array(ScriptedAnswer, {
  minItems: 1,
  description: 'What this call gets each time, in turn.',
})

export const scenarioFacts = {
  name: ScenarioName,
  description: Type.String({
    minLength: 1,
    maxLength: 300,
    description: 'One line for the catalogue.',
  }),
  origin: Type.OneOf(['shipped', 'folder', 'added'], {
    description: "Where it comes from: shipped, the user's own folder, or added while running.",
  }),
  family: Type.Nullable(Type.String({ pattern: 'RR' }), {
    description: 'Name of the family that it is one of, such as `rejected-RR`; null: none.',
  }),
  match: Type.Some(MATCHED, Pattern, {
    description:
      'The patterns by which agents follow it; all must fit. With `account_number`, it is for transfers and inquiries of that account instead.',
  }),
  identity_images: Type.Array(Type.OneOf(IDENTITY_IMAGES), {
    description: 'What becomes of each identity image, in turn.',
  }),
  upload_checks: Type.Array(UploadStep, { description: 'What each upload check says, in turn.' }),
  kyc_decisions: Type.Array(KycStep, { description: 'What each KYC check says, in turn.' }),
  callbacks: Type.Array(CallbackStep, { description: 'What happens to each callback, in turn.' }),
  answers: Type.Some(SCRIPTED_ENDPOINTS, Answers, {
    description: 'What calls get instead of their answers.',
  }),
  disbursement: Type.Optional(DisbursementStep),
  inquiry: Type.Optional(InquiryStep),
}

/** Explains a scenario's lists. */
export const IN_TURN =
  'Each list is followed entry by entry; after its end, its last entry is repeated. An empty list is the usual course.'

/** A scenario in the form that the state has. */
export const StoredScenario = Type.Closed(scenarioFacts, {
  description: `What happens to an agent, as data. ${IN_TURN}`,
  named: 'StoredScenario',
})

export type Scenario = Static<typeof StoredScenario>
export type CheckStep = Static<typeof UploadStep> | Static<typeof KycStep>
export type CallbackStep = Static<typeof CallbackStep>
export type DisbursementStep = Static<typeof DisbursementStep>
export type InquiryStep = Static<typeof InquiryStep>
export type ScriptedAnswer = Static<typeof ScriptedAnswer>

/** Why no agent can follow a scenario, and what to do instead; null where agents can. */
export function whyNoAgent({ name, match: { account_number } }: Scenario): string | null {
  if (account_number === undefined) return null
  return `The scenario "${name}" is for transfers and inquiries, and no agent follows it: use an account whose number fits ${account_number} instead.`
}

/** The entry of a list at a turn. After the end, the last entry is repeated. */
export function entryAt<T>(list: readonly T[], turn: number): T | undefined {
  return list[Math.min(turn, list.length - 1)]
}
