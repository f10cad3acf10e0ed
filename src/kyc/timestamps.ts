const GMT7 = 7 * 3_600_000

/** The last time with a four-digit year in Flip's timestamps. */
export const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999+07:00')

/** Milliseconds of the longest duration that somebody may ask for: a hundred years. */
export const LONGEST_DURATION = 100 * 366 * 86_400_000

/** So many milliseconds after `now`; the last time at most. */
export function later(now: number, milliseconds: number): number {
  return Math.min(now + milliseconds, LAST_INSTANT)
}

/** Whether there is such a day, written YYYY-MM-DD. `Date.parse` takes 30 February for 2 March. */
export function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(8))
}

/** `YYYY-MM-DD HH:mm:ss` in GMT+7: the agents host and callbacks (values.time.agents-host). */
export function flipTimestamp(at: number): string {
  return new Date(at + GMT7).toISOString().slice(0, 19).replace('T', ' ')
}

/** RFC 3339 with `+07:00`, whole seconds: the KYC host (values.time.kyc-host, values.time.whole-seconds). */
export function kycTimestamp(at: number): string {
  return `${new Date(at + GMT7).toISOString().slice(0, 19)}+07:00`
}

/** The same with nine digits of a second, of which the sandbox's clock knows three (values.time.documents). */
export function documentTimestamp(at: number): string {
  return `${new Date(at + GMT7).toISOString().slice(0, 23)}000000+07:00`
}
