import type { Instant } from './agent.js'

const GMT7 = 7 * 3_600_000

/** The last time with a four-digit year in Flip's timestamps. */
export const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999+07:00')

/** Whether there is such a day, written YYYY-MM-DD. `Date.parse` takes 30 February for 2 March. */
export function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDate() === Number(day.slice(8))
}

/** `YYYY-MM-DD HH:mm:ss` in GMT+7: the agents host and callbacks (values.time.agents-host). */
export function flipTimestamp(at: Instant): string {
  return new Date(at + GMT7).toISOString().slice(0, 19).replace('T', ' ')
}

/** RFC 3339 with `+07:00`, whole seconds: the KYC host (values.time.kyc-host, values.time.whole-seconds). */
export function kycTimestamp(at: Instant): string {
  return `${new Date(at + GMT7).toISOString().slice(0, 19)}+07:00`
}

/** The same with nine digits of a second, of which the sandbox's clock knows three (values.time.documents). */
export function documentTimestamp(at: Instant): string {
  return `${new Date(at + GMT7).toISOString().slice(0, 23)}000000+07:00`
}
