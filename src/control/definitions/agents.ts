import {
  ChosenScenario,
  checkFacts,
  documentFacts,
  imageFacts,
  StoredHistoryEntry,
} from '../../kyc/definitions/agent.js'
import { AgentData } from '../../kyc/definitions/agent-data.js'
import {
  AgentId,
  AgentStatus,
  CompanyId,
  KycStatus,
  ReasonCode,
  ReasonCodeOrNull,
  reasonRule,
  ScenarioName,
  Url,
} from '../../kyc/definitions/values.js'
import { KYC_STATUSES, needsReason } from '../../kyc/words.js'
import { Type } from '../../lib/definition.js'
import { SCRIPTED_ENDPOINTS } from '../../scenarios/scenario.js'
import { Duration, Time, TimeOrNull } from '../../time/definitions.js'
import { CallbackSummary } from './callbacks.js'
import { PAGE, page, paging, scope, Text } from './common.js'

/** `/_sandbox/agents`: see them, decide them, give them a scenario. */

/** The statuses with a rejection reason. */
const WITH_REASON = KYC_STATUSES.filter(needsReason)

const { name, identity_type, identity_number, phone_number } = AgentData.properties

const summary = {
  id: AgentId,
  company_id: CompanyId,
  name,
  identity_type,
  identity_number,
  phone_number,
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

const imageUrl = Type.About(Url, 'Serves the image, under the address that the client called.')

export const Image = Type.Closed(
  { url: imageUrl, ...imageFacts },
  { description: 'An image and its URL.', named: 'Image' },
)

export const Document = Type.Closed(
  { ...documentFacts, url: imageUrl, ...imageFacts, created_at: Time },
  { description: 'A supporting document.', named: 'Document' },
)

export const Check = Type.Closed(
  {
    ...checkFacts,
    due: Type.About(TimeOrNull, 'When it is decided; null waits for a decision by hand.'),
  },
  { description: 'A check under way, and what it will say.', named: 'Check' },
)

/** What the entries of each type have besides `seq`, `type` and `at`. */
const ENTRIES: readonly (readonly [types: readonly string[], has: readonly string[]])[] = [
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

const stored = StoredHistoryEntry.properties

export const HistoryEntry = Type.Closed(
  {
    seq: Type.Integer({
      minimum: 1,
      description: 'Number of the change; `id` in the event stream.',
    }),
    type: Type.With(stored.type, { enum: ENTRIES.flatMap(([types]) => types) }),
    at: Time,
    kyc_status: Type.Optional(Type.About(KycStatus, 'The status after it.')),
    rejected_reason_code: stored.rejected_reason_code,
    by: stored.by,
    scenario: stored.scenario,
    check: Type.Optional(Check),
    status: stored.status,
    image: stored.image,
    documents: Type.With(stored.documents, { minimum: 1 }),
    endpoint: Type.With(stored.endpoint, { enum: SCRIPTED_ENDPOINTS }),
    answer: Type.With(stored.answer, { minLength: 1 }),
    fault: stored.fault,
    callback: stored.callback,
  },
  {
    dependentSchemas: {
      type: {
        oneOf: ENTRIES.map(([types, has]) => ({
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
    images: Type.Closed(
      {
        identity: Type.Nullable(Image, {
          description: 'The identity card; null where no image of it counts.',
        }),
        selfie: Type.Nullable(Image, {
          description: 'The selfie with the identity card; null where none came.',
        }),
      },
      { description: 'The two images that the KYC needs.' },
    ),
    documents: Type.Array(Document, { description: 'Supporting documents, oldest first.' }),
    repairs: Type.Integer({
      minimum: 0,
      description: 'Accepted repairs; documents do not count.',
    }),
    check: Type.Nullable(Check, { description: 'The check under way; null: none.' }),
    decisions: Type.Array(KycStatus, {
      uniqueItems: true,
      description: 'The statuses that a decision by hand may lead to now.',
    }),
    history: Type.Array(HistoryEntry, {
      minItems: 1,
      description:
        'Everything that happened to it, oldest first. Of more than a thousand entries the oldest are left out, but for the creation and those that name an image.',
    }),
    callbacks: Type.Array(CallbackSummary, { description: 'Callbacks about it, oldest first.' }),
  },
  {
    ...withOrWithoutReason,
    description: 'An agent with all there is to know about it.',
    named: 'Agent',
  },
)

export const AgentList = page(AgentSummary, 'AgentList', {
  what: 'agents',
  order: 'newest first',
  most: PAGE,
})

export const AgentQuery = Type.Closed({
  ...scope,
  kyc_status: Type.Optional(KycStatus),
  q: Type.Optional(Text),
  ...paging,
})

export const StatusRequest = Type.Closed(
  { status: AgentStatus },
  { description: "The state to set an agent's account to.", named: 'StatusRequest' },
)

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
  { allOf: [reasonRule(WITH_REASON)], description: 'A decision by hand.', named: 'Decision' },
)

export const ScenarioRequest = Type.Closed(
  { scenario: ScenarioName },
  { description: 'The scenario that an agent is to follow.', named: 'ScenarioRequest' },
)
