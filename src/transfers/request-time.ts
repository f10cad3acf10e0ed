import { isBlank } from '../kyc/blank.js'
import { isRealDay } from '../kyc/timestamps.js'
import type { TransferRefusal } from './error-codes.js'

const ISO_8601 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?:(Z)|([+-]\d\d):?(\d\d))$/

/** Milliseconds that a request may be old (transfers.timestamp.stale). */
const OLDEST = 60_000

const refused = (code: 1094 | 1095, hint: string): TransferRefusal => ({
  attribute: 'X-TIMESTAMP',
  code,
  hint,
})

/**
 * Checks the header `X-TIMESTAMP`, which may be missing or empty (transfers.timestamp.optional).
 * @param now the machine's time in milliseconds since the epoch
 */
export function checkRequestTime(
  header: string | undefined,
  now: number,
): TransferRefusal | undefined {
  if (isBlank(header)) return undefined
  const [, time, utc, hours, minutes] = ISO_8601.exec(header) ?? []
  const at = time === undefined ? Number.NaN : Date.parse(time + (utc ?? `${hours}:${minutes}`))
  if (Number.isNaN(at) || !isRealDay(header.slice(0, 10))) {
    return refused(
      1095,
      'X-TIMESTAMP must be an ISO 8601 time with its offset, such as 2026-01-31T09:00:00+07:00.',
    )
  }
  if (now - at <= OLDEST) return undefined
  return refused(
    1094,
    'X-TIMESTAMP is more than a minute behind this machine: send the time of this request, not of an earlier one.',
  )
}
