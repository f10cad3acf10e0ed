import { language } from './preferences.js'

const two = (number: number) => String(number).padStart(2, '0')

/** Western Indonesian time, UTC+7: the zone of Flip's answers, so that a time here is the same as in the answer beside it. */
export const ZONE = 'WIB'
const AHEAD_OF_UTC = 7 * 3_600_000

/** `2026-01-31 09:48:58`. */
export function fullTime(at: string | number): string {
  const shifted = new Date(new Date(at).getTime() + AHEAD_OF_UTC)
  return shifted.toISOString().slice(0, 19).replace('T', ' ')
}

/** `09:48:58`. */
export function clockTime(at: string | number): string {
  return fullTime(at).slice(11)
}

/** Only the time, if it is on the same day as `now`. */
export function shortTime(at: string | number, now: number): string {
  const full = fullTime(at)
  return full.slice(0, 10) === fullTime(now).slice(0, 10) ? full.slice(11) : full.slice(0, 16)
}

/** `1,234.5`. */
export function number(value: number): string {
  return value.toLocaleString(language.get(), { maximumFractionDigits: 1 })
}

/** `Rp 10,000`: whole rupiah. */
export function rupiah(value: number): string {
  return `Rp\u00a0${number(value)}`
}

/** `3 ms`, `1.2 s`. */
export function milliseconds(value: number): string {
  return value < 1000 ? `${number(value)} ms` : `${number(value / 1000)} s`
}

/** `1:02:03`, `2 d 3:00:00`; how long until something is due. */
export function countdown(value: number): string {
  const seconds = Math.max(0, Math.ceil(value / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  const time = hours > 0 || days > 0 ? `${hours}:${rest}` : rest.replace(/^0/, '')
  return days > 0 ? `${days} d ${time}` : time
}

/** A path without what is the same for all calls of a host, so that what tells them apart has room. */
export function shortPath(path: string): string {
  return path.replace(/^\/(big_sandbox_api|api)\/v2|^\/kyc(-sandbox)?\/api\/v1/, '')
}

/** `12 B`, `3.4 KB`, `5.6 MB`. */
export function size(bytes: number): string {
  const kilo = bytes / 1024
  if (kilo < 1) return `${bytes} B`
  return kilo < 1024 ? `${number(kilo)} KB` : `${number(kilo / 1024)} MB`
}
