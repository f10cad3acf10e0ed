import { CallbackFaultOrNull } from '../kyc/definitions/callback.js'
import { Milliseconds, ReasonCodeOrNull, ScenarioName } from '../kyc/definitions/values.js'
import { KYC_ERRORS, type KycErrorCode } from '../kyc/error-codes.js'
import { KYC_DECISIONS, UPLOAD_DECISIONS } from '../kyc/lifecycle.js'
import { type Definition, type Static, Type } from '../lib/definition.js'

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

/** The result of a check. The status that the agent is in already means that it stays there until somebody decides. */
function step<D extends Definition>(kyc_status: D, named: string) {
  return Type.Closed(
    {
      kyc_status,
      rejected_reason_code: ReasonCodeOrNull,
      after: Type.Nullable(Milliseconds, {
        description: "Milliseconds the check takes; null: the company's `callback_delay`.",
      }),
    },
    { named },
  )
}

export const UploadStep = step(Type.OneOf(UPLOAD_DECISIONS), 'UploadStep')
export const KycStep = step(Type.OneOf(KYC_DECISIONS), 'KycStep')

/** What happens to one callback. */
const CallbackStep = Type.Closed({
  fault: CallbackFaultOrNull,
  after: Type.About(Milliseconds, 'Milliseconds from the decision to the sending.'),
})

/**
 * What a call gets instead of its answer. A `status` or a `code` changes nothing in the agent; a
 * `fault` comes after the call has taken effect.
 */
export const ScriptedAnswer = Type.Closed(
  {
    status: Type.Nullable(Type.Integer({ minimum: 400, maximum: 599 }), {
      description: "In the host's error shape.",
    }),
    code: Type.Nullable(Type.OneOf(KYC_ERROR_CODES), {
      description: "One of Flip's error codes; KYC host only.",
    }),
    fault: Type.Nullable(Type.OneOf(ANSWER_FAULTS)),
    after: Type.About(
      Milliseconds,
      'Milliseconds to wait before; with `no-answer`, before the connection is closed.',
    ),
  },
  { description: 'All null: the usual answer.', named: 'ScriptedAnswer' },
)

/** The statuses that an identity image can lead to. */
export const IDENTITY_IMAGES = ['UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'] as const

export const scenarioFacts = {
  name: ScenarioName,
  description: Type.String({ minLength: 1, maxLength: 300 }),
  origin: Type.OneOf(['shipped', 'folder', 'added'], {
    description: "Shipped, from the user's own folder, or added while running.",
  }),
  family: Type.Nullable(Type.String({ pattern: 'RR' }), {
    description: 'The name with its placeholder where several came of one, such as `rejected-RR`.',
  }),
  match: Type.Some(MATCHABLE, Type.String({ minLength: 1 }), {
    description: 'Attribute and pattern, in which `*` stands for anything; all must fit.',
  }),
  identity_images: Type.Array(Type.OneOf(IDENTITY_IMAGES), {
    description: 'What becomes of each identity image, in turn.',
  }),
  upload_checks: Type.Array(UploadStep, { description: 'What each upload check says, in turn.' }),
  kyc_decisions: Type.Array(KycStep, { description: 'What each KYC check says, in turn.' }),
  callbacks: Type.Array(CallbackStep, { description: 'What happens to each callback, in turn.' }),
  answers: Type.Some(SCRIPTED_ENDPOINTS, Type.Array(ScriptedAnswer, { minItems: 1 }), {
    description: 'What calls get instead of their answers, in turn.',
  }),
}

/** Explains a scenario's lists. */
export const IN_TURN =
  'Each list is followed entry by entry; after its end, its last entry is repeated. An empty list is the usual course.'

/** What happens to an agent, as data, in the form that the state has. */
export const StoredScenario = Type.Closed(scenarioFacts, {
  description: IN_TURN,
  named: 'StoredScenario',
})

export type Scenario = Static<typeof StoredScenario>
export type CheckStep = Static<typeof UploadStep> | Static<typeof KycStep>
export type CallbackStep = Static<typeof CallbackStep>
export type ScriptedAnswer = Static<typeof ScriptedAnswer>

/** The entry of a list at a turn. After the end, the last entry is repeated. */
export function inTurn<T>(list: readonly T[], turn: number): T | undefined {
  return list[Math.min(turn, list.length - 1)]
}
