import { language } from './preferences.js'

const two = (number: number) => String(number).padStart(2, '0')

/** `09:48:58`, in the browser's time zone. */
export function clockTime(at: string | number): string {
  const date = new Date(at)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `2026-01-31 09:48:58`. */
export function fullTime(at: string | number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTime(at)}`
}

/** Only the time, if it is on the same day as `now`. */
export function shortTime(at: string, now: number): string {
  const full = fullTime(at)
  return full.slice(0, 10) === fullTime(now).slice(0, 10) ? full.slice(11) : full.slice(0, 16)
}

export function number(value: number): string {
  return value.toLocaleString(language.get())
}

/** `3 ms`, `1.2 s`. */
export function milliseconds(value: number): string {
  return value < 1000 ? `${Math.round(value * 10) / 10} ms` : `${Math.round(value / 100) / 10} s`
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

export function kilobytes(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 102.4) / 10} KB`
}
