import { flipTimestamp } from '../kyc/timestamps.js'

/** The zone of every time in the terminal: Western Indonesian time, UTC+7, as in Flip's answers and on the page. */
export const ZONE = 'WIB'

/** `2026-01-31 09:48:58`, for a column whose title names the zone. @param at RFC 3339, as the control API has it */
export function tableTime(at: string): string {
  return flipTimestamp(Date.parse(at))
}

/** `2026-01-31 09:48:58 WIB`, for a sentence. @param at RFC 3339, as the control API has it */
export function zonedTime(at: string): string {
  return `${tableTime(at)} ${ZONE}`
}

/** `950,000,000`: whole rupiah, for people; a command takes digits alone. */
export function grouped(rupiah: number): string {
  return rupiah.toLocaleString('en')
}
