import { LONGEST_DURATION } from '../kyc/timestamps.js'

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/**
 * Reads `250ms`, `2s`, `5m`, `2h`, `1d`, or `0`.
 * @returns milliseconds; null when it is not a duration, or longer than a hundred years
 */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0
  const parts = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text)
  if (parts === null) return null
  const milliseconds = Math.round(Number(parts[1]) * UNITS[parts[2] as keyof typeof UNITS])
  return milliseconds <= LONGEST_DURATION ? milliseconds : null
}

/** The milliseconds of a duration that is known to be valid, if there is one. */
export function milliseconds(duration: string): number
export function milliseconds(duration: string | undefined): number | undefined
export function milliseconds(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : (parseDuration(duration) as number)
}

/** The shortest way to write a number of milliseconds: `2h`, `1500ms`, `0`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0'
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (milliseconds % UNITS[unit] === 0) return `${milliseconds / UNITS[unit]}${unit}`
  }
  return `${milliseconds}ms`
}

/** `4.8 ms`, `1.2 s`. @param milliseconds with any number of decimals */
export function tookTime(milliseconds: number): string {
  const tenths = (value: number) => Math.round(value * 10) / 10
  return milliseconds < 1000 ? `${tenths(milliseconds)} ms` : `${tenths(milliseconds / 1000)} s`
}
