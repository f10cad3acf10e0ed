import {
  AgentData,
  ChosenScenario,
  checkFacts,
  documentFacts,
  IdentityType,
  ImageFile,
  imageFacts,
  PhoneNumber,
} from '../../kyc/definitions/agent.js'
import { CallbackFault } from '../../kyc/definitions/callback.js'
import {
  AgentId,
  AgentStatus,
  CallbackId,
  CompanyId,
  DecidedBy,
  KycStatus,
  ReasonCode,
  ReasonCodeOrNull,
  reasonRule,
  ScenarioName,
  Url,
} from '../../kyc/definitions/values.js'
import { needsReason } from '../../kyc/lifecycle.js'
import { KYC_STATUSES } from '../../kyc/words.js'
import { Type } from '../../lib/definition.js'
import { SCRIPTED_ENDPOINTS } from '../../scenarios/scenario.js'
import { Duration, Time, TimeOrNull } from '../../time/definitions.js'
import { CallbackSummary } from './callbacks.js'
import { PAGE, page, paging, scope, Text } from './common.js'

/** `/_sandbox/agents`: see them, decide them, give them a scenario. */

/** The statuses with a rejection reason. */
const WITH_REASON = KYC_STATUSES.filter(needsReason)

const summary = {
  id: AgentId,
  company_id: CompanyId,
  name: Text,
  identity_type: IdentityType,
  identity_number: Text,
  phone_number: PhoneNumber,
  kyc_status: KycStatus,
  rejected_reason_code: ReasonCodeOrNull,
  rejected_reason: Type.String({ description: 'Flip\'s text of the code; `""` without one.' }),
  status: AgentStatus,
  scenario: ChosenScenario,
  created_at: Time,
  updated_at: Type.About(Time, 'Last change of data or images, never of the status.'),
  submitted_at: Type.About(TimeOrNull, 'Last entry into PENDING.'),
  verified_at: Type.About(TimeOrNull, 'Last time it was APPROVED or REJECTED.'),
}

const withOrWithoutReason = {
  if: { properties: { kyc_status: { enum: WITH_REASON } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: {
    properties: { rejected_reason_code: { type: 'integer' }, rejected_reason: { minLength: 1 } },
  },
  else: { properties: { rejected_reason_code: { type: 'null' }, rejected_reason: { const: '' } } },
}

export const AgentSummary = Type.Closed(summary, {
  ...withOrWithoutReason,
  description: 'An agent as lists show it.',
  named: 'AgentSummary',
})

/** An image and its URL. */
export const Image = Type.Closed(
  {
    url: Type.About(Url, 'Serves the image, under the address that the client called.'),
    ...imageFacts,
  },
  { named: 'Image' },
)

export const Document = Type.Closed(
  { ...documentFacts, url: Url, ...imageFacts, created_at: Time },
  { description: 'A supporting document.', named: 'Document' },
)

export const Check = Type.Closed(
  {
    ...checkFacts,
    due: Type.About(TimeOrNull, 'When it is decided; null waits for a decision by hand.'),
  },
  { named: 'Check' },
)

/** What the entries of each type have besides `seq`, `type` and `at`. */
const HISTORY: readonly (readonly [types: readonly string[], has: readonly string[]])[] = [
  [['agent-created', 'scenario-set'], ['scenario']],
  [['agent-updated', 'check-cancelled'], []],
  [['agent-repaired', 'kyc-submitted'], ['kyc_status']],
  [
    ['image-uploaded', 'image-failed', 'image-repaired'],
    ['kyc_status', 'image'],
  ],
  [['documents-uploaded'], ['kyc_status', 'documents']],
  [['check-scheduled'], ['check']],
  [['kyc-decided'], ['kyc_status', 'rejected_reason_code', 'by']],
  [['answer-scripted'], ['endpoint', 'answer']],
  [['fault-missed'], ['fault', 'callback']],
  [['agent-status-set'], ['status']],
]

export const HistoryEntry = Type.Closed(
  {
    seq: Type.Integer({
      minimum: 1,
      description: 'Number of the change; `id` in the event stream.',
    }),
    type: Type.Unsafe<string>({ type: 'string', enum: HISTORY.flatMap(([types]) => types) }),
    at: Time,
    kyc_status: Type.Optional(KycStatus),
    rejected_reason_code: Type.Optional(ReasonCodeOrNull),
    by: Type.Optional(DecidedBy),
    scenario: Type.Optional(ChosenScenario),
    check: Type.Optional(Check),
    status: Type.Optional(AgentStatus),
    image: Type.Optional(Type.About(ImageFile, 'File of the image.')),
    documents: Type.Optional(Type.Integer({ minimum: 1, description: 'How many.' })),
    endpoint: Type.Optional(Type.Unsafe<string>({ type: 'string', enum: SCRIPTED_ENDPOINTS })),
    answer: Type.Optional(Type.About(Text, 'The code, status or fault; `late` for a delay alone.')),
    fault: Type.Optional(Type.About(CallbackFault, 'A fault that did not come about.')),
    callback: Type.Optional(Type.About(CallbackId, 'The callback that it is about.')),
  },
  {
    dependentSchemas: {
      type: {
        oneOf: HISTORY.map(([types, has]) => ({
          title: types.join(', '),
          required: ['type', ...has],
          properties: {
            type: types.length === 1 ? { const: types[0] } : { enum: types },
            ...Object.fromEntries(has.map((key) => [key, true])),
          },
        })),
      },
    },
    description: 'A change, without what the agent itself shows.',
    named: 'HistoryEntry',
  },
)

export const Agent = Type.Closed(
  {
    ...summary,
    data: AgentData,
    images: Type.Closed({ identity: Type.Nullable(Image), selfie: Type.Nullable(Image) }),
    documents: Type.Array(Document),
    repairs: Type.Integer({
      minimum: 0,
      description: 'Accepted repairs; documents do not count.',
    }),
    check: Type.Nullable(Check, { description: 'The check under way.' }),
    decisions: Type.Array(KycStatus, {
      uniqueItems: true,
      description: 'The statuses that a decision by hand may lead to now.',
    }),
    history: Type.Array(HistoryEntry, {
      minItems: 1,
      description: 'Everything that happened to it, oldest first.',
    }),
    callbacks: Type.Array(CallbackSummary, { description: 'Oldest first.' }),
  },
  {
    ...withOrWithoutReason,
    description: 'An agent with all there is to know about it.',
    named: 'Agent',
  },
)

export const AgentList = page(AgentSummary, 'AgentList', PAGE)

export const AgentQuery = Type.Closed({
  ...scope,
  kyc_status: Type.Optional(KycStatus),
  q: Type.Optional(Text),
  ...paging,
})

export const StatusRequest = Type.Closed({ status: AgentStatus }, { named: 'StatusRequest' })

/** A decision by hand. */
export const Decision = Type.Closed(
  {
    kyc_status: Type.About(KycStatus, "One of the agent's `decisions`."),
    rejected_reason_code: Type.Optional(
      Type.About(
        ReasonCode,
        'With UPLOAD_IDENTITY_SELFIE_FAILED and REJECTED, and with nothing else.',
      ),
    ),
    after: Type.Optional(Type.About(Duration, 'How much later; without it, now.')),
  },
  { allOf: [reasonRule(WITH_REASON)], named: 'Decision' },
)

export const ScenarioRequest = Type.Closed({ scenario: ScenarioName }, { named: 'ScenarioRequest' })
