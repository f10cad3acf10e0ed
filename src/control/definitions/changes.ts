import { callbackFacts, StoredAnswer, StoredCallback } from '../../kyc/definitions/callback.js'
import { settings, storedDelay, storedMoney } from '../../kyc/definitions/company.js'
import { CallbackId, Instant, OwnerId, ScenarioName } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { faultFacts, StoredFault } from '../../scenarios/fault.js'
import { StoredScenario } from '../../scenarios/scenario.js'
import { MAINTENANCE_STATUSES, messageFacts, StoredControls } from '../../store/definitions.js'
import { Time } from '../../time/definitions.js'
import { AGENT_CHANGES, type KindOfChange } from './agent-changes.js'
import { Text } from './common.js'
import { TRANSFER_CHANGES } from './transfer-changes.js'

/** The changes that `GET /_sandbox/events` sends. */

const notYet = Type.Unsafe<null>({ type: 'null', description: 'Null: it has not been sent yet.' })

/** A callback that has just been scheduled. */
export const ScheduledCallback = Type.Closed(
  {
    ...callbackFacts,
    kind: StoredCallback.properties.kind,
    disbursement_id: StoredCallback.properties.disbursement_id,
    due: Type.About(Instant, 'When it is sent, in milliseconds since the epoch.'),
    state: Type.Literal('scheduled', { description: 'It is still to be sent.' }),
    sent_at: notYet,
    duration: notYet,
    answer: notYet,
    error: notYet,
  },
  { description: 'A new callback, without its token and its data.', named: 'StoredCallback' },
)

const publicSettings = { ...settings, ...storedMoney, ...storedDelay }
const changedSettings = Object.fromEntries(
  Object.entries(publicSettings).map(([key, setting]) => [key, Type.Optional(setting)]),
)
const duration = Type.Number({
  minimum: 0,
  description: 'Real milliseconds from sending to the answer or the failure.',
})
const struck = Type.Boolean({
  description: 'False: the fault has only counted the call that it concerns.',
})
const { clock, maintenance, faults } = StoredControls.properties

const CHANGES: readonly KindOfChange[] = [
  ...AGENT_CHANGES,
  ...TRANSFER_CHANGES,
  [['callback-scheduled'], 'A new callback.', { callback: ScheduledCallback }],
  [
    ['callback-rescheduled', 'callback-retried'],
    'A callback is sent at another time, or once more where it has failed.',
    { callback_id: CallbackId, due: Type.About(Instant, 'When it is sent instead.') },
  ],
  [
    ['callback-answered'],
    'The receiver has answered.',
    { callback_id: CallbackId, answer: StoredAnswer, duration },
  ],
  [
    ['callback-failed'],
    'No answer came.',
    {
      callback_id: CallbackId,
      error: Type.String({ description: 'What went wrong and what to do, in one sentence.' }),
      duration,
    },
  ],
  [
    ['callback-sending', 'callback-dropped', 'callback-interrupted', 'callback-cancelled'],
    'A callback is on its way, is never sent on purpose, was on its way when the sandbox stopped, or was taken back.',
    { callback_id: CallbackId },
  ],
  [
    ['company-created'],
    'A new company.',
    { settings: Type.Closed(publicSettings, { description: 'Its settings, without secrets.' }) },
  ],
  [
    ['company-updated'],
    'Other settings; none where only a secret has changed.',
    {
      settings: Type.Closed(changedSettings, {
        description: 'The settings that were sent, without secrets.',
      }),
    },
  ],
  [
    ['scenario-armed'],
    "A scenario for the company's next agents.",
    {
      scenario: ScenarioName,
      times: Type.Integer({ minimum: 1, description: 'For how many agents.' }),
    },
  ],
  [['scenario-used'], 'A new agent follows an armed scenario.', { scenario: ScenarioName }],
  [['clock-set'], 'The clock was moved, frozen or resumed.', { clock }],
  [
    ['maintenance-set'],
    'Maintenance was switched on or off.',
    {
      maintenance,
      status: Type.OneOf(MAINTENANCE_STATUSES, {
        description: 'HTTP status that calls are answered meanwhile.',
      }),
    },
  ],
  [['faults-set'], 'Other faults are in force.', { faults: Type.With(faults, { maxItems: 1000 }) }],
  [['fault-added'], 'One fault more is in force.', { fault: StoredFault }],
  [['fault-removed'], 'A fault is no longer in force.', { fault_id: faultFacts.id }],
  [['fault-struck'], 'A call matched a fault.', { fault_id: faultFacts.id, struck }],
  [
    ['scenario-added'],
    'New scenarios: one, or a whole family.',
    {
      scenarios: Type.Array(StoredScenario, {
        minItems: 1,
        description: 'One scenario, or the 24 of a family.',
      }),
    },
  ],
  [
    ['scenario-removed'],
    'An added scenario is gone, or a whole family.',
    { name: Type.About(Text, 'Name of the scenario or the family.') },
  ],
  [
    ['inbox-received'],
    'The built-in receiver got a callback.',
    {
      message: Type.Closed(
        { ...messageFacts, received_at: Instant },
        { description: 'The message, without its body.' },
      ),
    },
  ],
  [
    ['company-deleted', 'company-reset', 'scenario-disarmed', 'inbox-emptied', 'reset', 'imported'],
    'A company is gone or was emptied; armed scenarios or messages are gone; everything was emptied, or replaced by an import.',
    {},
  ],
]

/** The types of all changes. */
export const TYPES = CHANGES.flatMap(([types]) => types)

const changeFacts = {
  seq: Type.Integer({ minimum: 1, description: 'Number of the change; they count up from 1.' }),
  company_id: OwnerId,
  at: Type.About(Time, 'When it happened.'),
}

export const Change = Type.With(
  Type.Union(
    CHANGES.map(([types, description, has]) =>
      Type.Closed(
        { ...changeFacts, type: Type.OneOf(types, { description: 'What has happened.' }), ...has },
        { title: types.join(', '), description },
      ),
    ),
  ),
  {
    description:
      'A change, without secrets and without what another call answers. `at` is RFC 3339; other times, and durations, are milliseconds.',
    named: 'Change',
  },
)
