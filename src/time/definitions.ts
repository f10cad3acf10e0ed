import { isRealDay, LAST_INSTANT } from '../kyc/timestamps.js'
import { Type } from '../lib/definition.js'
import { parseDuration } from './duration.js'

/** Times and durations as they are written, and the setting of a clock as the state has it. */

export const DURATION_PATTERN = '^(0|[0-9]+(\\.[0-9]+)?(ms|s|m|h|d))$'

export const Duration = Type.Refine(
  Type.String({
    pattern: DURATION_PATTERN,
    description: 'A number and `ms`, `s`, `m`, `h` or `d`, a hundred years at most; or `0`.',
    examples: ['250ms', '2s', '1d'],
    mustBe: 'a duration such as 250ms, 2s, 5m, 2h or 1d',
    named: 'Duration',
  }),
  (text) => parseDuration(text) !== null,
)

/** A time as it is answered. */
export const Time = Type.String({
  format: 'date-time',
  pattern: 'T[0-9:]{8}\\.[0-9]{3}Z$',
  description: "RFC 3339 in UTC, on the company's clock.",
  examples: ['2026-01-31T02:00:00.000Z'],
  named: 'Time',
})

export const TimeOrNull = Type.Nullable(
  Type.String({ format: 'date-time', pattern: 'T[0-9:]{8}\\.[0-9]{3}Z$' }),
  {
    description: "RFC 3339 in UTC, on the company's clock; null where it has not happened.",
    named: 'TimeOrNull',
  },
)

/** A time as it may be sent, with any offset. */
export const SentTime = Type.Refine(
  Type.String({
    format: 'date-time',
    mustBe: 'an RFC 3339 time such as 2026-01-31T09:00:00Z',
  }),
  (text) => parseTime(text) !== null,
)

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** @returns milliseconds since the epoch; null when it is not a time, or the day does not exist */
export function parseTime(text: string): number | null {
  const at = RFC_3339.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || !isRealDay(text.slice(0, 10)) ? null : at
}

const Running = Type.Closed(
  {
    mode: Type.Literal('running', { description: 'It goes on as fast as real time.' }),
    offset: Type.Integer({
      minimum: -LAST_INSTANT,
      maximum: LAST_INSTANT,
      description: 'Milliseconds ahead of real time.',
    }),
  },
  { title: 'Running' },
)

const Frozen = Type.Closed(
  {
    mode: Type.Literal('frozen', { description: 'It stands still until it is moved.' }),
    at: Type.Integer({
      minimum: 0,
      maximum: LAST_INSTANT,
      description: 'The time that it shows, in milliseconds since the epoch.',
    }),
  },
  { title: 'Frozen' },
)

export const ClockSetting = Type.Union([Running, Frozen])
