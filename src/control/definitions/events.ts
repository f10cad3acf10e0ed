import {
  AgentData,
  ChosenScenario,
  StoredCheck,
  StoredDocument,
  StoredImage,
} from '../../kyc/definitions/agent.js'
import { CallbackFault, callbackFacts, StoredAnswer } from '../../kyc/definitions/callback.js'
import { settings, storedDelay } from '../../kyc/definitions/company.js'
import {
  AgentId,
  AgentStatus,
  CallbackId,
  DecidedBy,
  Instant,
  KycStatus,
  OwnerId,
  ReasonCodeOrNull,
  ScenarioName,
} from '../../kyc/definitions/values.js'
import { type Definition, type Keywords, Type } from '../../lib/definition.js'
import { faultFacts, StoredFault } from '../../scenarios/fault.js'
import { SCRIPTED_ENDPOINTS, StoredScenario } from '../../scenarios/scenario.js'
import { MAINTENANCE_STATUSES, messageFacts, StoredControls } from '../../store/definitions.js'
import { Time } from '../../time/definitions.js'
import { Text } from './common.js'
import { RequestSummary } from './requests.js'

/** `GET /_sandbox/events`: what the stream sends. */

/** A callback that has just been scheduled, without its token and its data. */
const ScheduledCallback = Type.Closed(
  {
    ...callbackFacts,
    due: Instant,
    state: Type.Literal('scheduled'),
    sent_at: Type.Unsafe<null>({ type: 'null' }),
    duration: Type.Unsafe<null>({ type: 'null' }),
    answer: Type.Unsafe<null>({ type: 'null' }),
    error: Type.Unsafe<null>({ type: 'null' }),
  },
  { named: 'StoredCallback' },
)

const publicSettings = { ...settings, ...storedDelay }
const changedSettings = Object.fromEntries(
  Object.entries(publicSettings).map(([key, setting]) => [key, Type.Optional(setting)]),
)
const duration = Type.Number({ minimum: 0 })
const { clock, maintenance } = StoredControls.properties

type Properties = Readonly<Record<string, Definition>>

/** What the changes of each type have besides `seq`, `type`, `at` and `company_id`. */
const CHANGES: readonly (readonly [types: readonly string[], has: Properties])[] = [
  ...ofAgents([
    [['agent-created'], { data: AgentData, scenario: ChosenScenario }],
    [['agent-updated'], { data: AgentData }],
    [['agent-repaired'], { data: AgentData, kyc_status: KycStatus }],
    [['agent-status-set'], { status: AgentStatus }],
    [
      ['image-uploaded', 'image-failed', 'image-repaired'],
      { image: StoredImage, kyc_status: KycStatus },
    ],
    [
      ['documents-uploaded'],
      { documents: Type.Array(StoredDocument, { minItems: 1 }), kyc_status: KycStatus },
    ],
    [['kyc-submitted'], { kyc_status: KycStatus }],
    [['check-scheduled'], { check: StoredCheck }],
    [['check-cancelled'], {}],
    [
      ['kyc-decided'],
      { kyc_status: KycStatus, rejected_reason_code: ReasonCodeOrNull, by: DecidedBy },
    ],
    [['scenario-set'], { scenario: ChosenScenario }],
    [['answer-scripted'], { endpoint: Type.OneOf(SCRIPTED_ENDPOINTS), answer: Text }],
    [['fault-missed'], { fault: CallbackFault, callback: CallbackId }],
  ]),
  [['agent-added'], { agent_id: AgentId }],
  [['callback-scheduled'], { callback: ScheduledCallback }],
  [['callback-rescheduled'], { callback_id: CallbackId, due: Instant }],
  [['callback-answered'], { callback_id: CallbackId, answer: StoredAnswer, duration }],
  [['callback-failed'], { callback_id: CallbackId, error: Type.String(), duration }],
  [
    ['callback-sending', 'callback-dropped', 'callback-interrupted', 'callback-cancelled'],
    { callback_id: CallbackId },
  ],
  [['company-created'], { settings: Type.Closed(publicSettings) }],
  [['company-updated'], { settings: Type.Closed(changedSettings) }],
  [['scenario-armed'], { scenario: ScenarioName, times: Type.Integer({ minimum: 1 }) }],
  [['scenario-used'], { scenario: ScenarioName }],
  [['clock-set'], { clock }],
  [['maintenance-set'], { maintenance, status: Type.OneOf(MAINTENANCE_STATUSES) }],
  [['faults-set'], { faults: Type.Array(StoredFault, { maxItems: 1000 }) }],
  [['fault-struck'], { fault_id: faultFacts.id }],
  [['scenario-added'], { scenarios: Type.Array(StoredScenario, { minItems: 1 }) }],
  [['scenario-removed'], { name: Text }],
  [['inbox-received'], { message: Type.Closed({ ...messageFacts, received_at: Instant }) }],
  [
    ['company-deleted', 'company-reset', 'scenario-disarmed', 'inbox-emptied', 'reset', 'imported'],
    {},
  ],
]

function ofAgents(changes: typeof CHANGES): typeof CHANGES {
  return changes.map(([types, has]) => [types, { agent_id: AgentId, ...has }])
}

const TYPES = CHANGES.flatMap(([types]) => types)

const changeFacts = {
  seq: Type.Integer({ minimum: 1, description: 'Counts every change.' }),
  company_id: OwnerId,
  at: Time,
}

export const Change = Type.With(
  Type.Union(
    CHANGES.map(([types, has]) =>
      Type.Closed({ ...changeFacts, type: Type.OneOf(types), ...has }, { title: types.join(', ') }),
    ),
  ),
  {
    description:
      'A change, without secrets and without what another call answers. `at` is RFC 3339; other times, and durations, are milliseconds.',
    named: 'Change',
  },
)

export const Empty = Type.Object({}, { maxProperties: 0, named: 'Empty' })

/** The schema of one kind of event. */
function kind(title: string, event: Keywords, data: Definition, more: Keywords = {}): Keywords {
  return {
    title,
    required: ['event', 'id'],
    properties: { event, data: { contentSchema: data } },
    ...more,
  }
}

export const Event = Type.Closed(
  {
    event: Type.Unsafe<string>({ type: 'string', enum: ['hello', 'resync', 'request', ...TYPES] }),
    id: Type.Optional(Type.String({ pattern: '^[0-9]+$', description: 'For `Last-Event-ID`.' })),
    data: Type.String({ contentMediaType: 'application/json' }),
  },
  {
    dependentSchemas: {
      event: {
        oneOf: [
          kind('A change', { enum: TYPES }, Change, { description: 'Named by its type.' }),
          {
            title: 'A call to the emulated API',
            required: ['event'],
            properties: {
              event: { const: 'request' },
              id: false,
              data: { contentSchema: RequestSummary },
            },
          },
          kind('The beginning', { const: 'hello' }, Empty, {
            description: 'First on a stream that does not resume.',
          }),
          kind('Too long away', { const: 'resync' }, Empty, {
            description:
              'First when the changes since `Last-Event-ID` are no longer kept: load everything again.',
          }),
        ],
      },
    },
    named: 'Event',
  },
)

export const EVENTS = [ScheduledCallback, Change, RequestSummary, Event, Empty]
