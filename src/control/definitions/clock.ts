import { CompanyId } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration, SentTime, Time } from '../../time/definitions.js'
import { scopeOf } from './common.js'

/** `/_sandbox/clock`: freeze, set, advance, resume. */

const mode = Type.OneOf(['running', 'frozen'], {
  description: 'A running clock goes on by itself; a frozen one only where it is set or advanced.',
})

export const Scheduled = Type.Closed(
  {
    what: Type.String({
      pattern: '^(check|callback|disbursement|inquiry|response) [0-9]+$',
      description:
        "An agent's check, a callback, the end of a transfer or an inquiry, or a response that is held back.",
      examples: ['check 3'],
    }),
    company_id: CompanyId,
    due: Type.About(Time, 'When it happens.'),
    in_ms: Type.Integer({
      minimum: 0,
      description: "Milliseconds until then, on the company's clock.",
    }),
  },
  { description: 'Something that is still to happen.', named: 'Scheduled' },
)

export const ScheduledList = Type.Array(Scheduled, {
  maxItems: 100,
  description: 'What is still to happen, soonest first; the first hundred.',
  named: 'ScheduledList',
})

export const clockFacts = {
  mode,
  now: Type.About(Time, 'The time that the clock shows.'),
  ahead_ms: Type.Nullable(Type.Integer(), {
    description: 'Milliseconds that a running clock is ahead of real time; null: it is frozen.',
  }),
}

export const Clock = Type.Closed(
  { ...clockFacts, scheduled: ScheduledList },
  {
    if: { properties: { mode: { const: 'running' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { ahead_ms: { type: 'integer' } } },
    else: { properties: { ahead_ms: { type: 'null' } } },
    description: 'A clock, and what is still to happen on it.',
    named: 'Clock',
  },
)

const whose = scopeOf("Whose clock; all companies' without it.")

export const ClockRequest = Type.Closed(
  {
    ...whose,
    mode: Type.Optional(mode),
    now: Type.Optional(
      Type.About(SentTime, 'The time to set it to; not before the time it shows.'),
    ),
  },
  {
    allOf: [
      {
        if: { required: ['mode'] },
        else: { required: ['now'] },
        says: 'needs "mode" (running or frozen), "now", or both',
      },
    ],
    description: 'How to set a clock.',
    named: 'ClockRequest',
  },
)

export const AdvanceRequest = Type.Closed(
  { ...whose, by: Type.About(Duration, 'How far; a hundred years at most.') },
  { description: 'How far a clock is to go forward.', named: 'AdvanceRequest' },
)
