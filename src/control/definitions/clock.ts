import { CompanyId } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration, SentTime, Time } from '../../time/definitions.js'
import { scopeOf } from './common.js'

/** `/_sandbox/clock`: freeze, set, advance, resume. */

const mode = Type.OneOf(['running', 'frozen'])

/** Something still to happen. */
export const Scheduled = Type.Closed(
  {
    what: Type.String({
      pattern: '^(check|callback|response) [0-9]+$',
      description: "An agent's check, a callback, or a response that is held back.",
    }),
    company_id: CompanyId,
    due: Time,
    in_ms: Type.Integer({ minimum: 0, description: "Milliseconds on the company's clock." }),
  },
  { named: 'Scheduled' },
)

export const ScheduledList = Type.Array(Scheduled, {
  maxItems: 100,
  description: 'What is still to happen, soonest first; the first hundred.',
  named: 'ScheduledList',
})

export const clockFacts = {
  mode,
  now: Time,
  ahead_ms: Type.Nullable(Type.Integer(), {
    description: 'How far a running clock is ahead of real time; null for a frozen one.',
  }),
}

export const Clock = Type.Closed(
  { ...clockFacts, scheduled: ScheduledList },
  {
    if: { properties: { mode: { const: 'running' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { ahead_ms: { type: 'integer' } } },
    else: { properties: { ahead_ms: { type: 'null' } } },
    named: 'Clock',
  },
)

const whose = scopeOf("Whose clock; all companies' without it.")

export const ClockRequest = Type.Closed(
  {
    ...whose,
    mode: Type.Optional(mode),
    now: Type.Optional(Type.About(SentTime, 'Not before the time it shows.')),
  },
  {
    allOf: [
      {
        if: { required: ['mode'] },
        else: { required: ['now'] },
        says: 'needs "mode" (running or frozen), "now", or both',
      },
    ],
    named: 'ClockRequest',
  },
)

export const AdvanceRequest = Type.Closed({ ...whose, by: Duration }, { named: 'AdvanceRequest' })
