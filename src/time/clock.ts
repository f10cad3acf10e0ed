import type { Instant } from '../kyc/agent.js'

/**
 * The only file that reads the machine's clock or sets a timer. Everything the sandbox dates or waits
 * for goes by a virtual clock, which runs with an offset or stands still; two waits are real time:
 * the timeout of `wait` and the 30 s of a delivery.
 */
export type ClockSetting =
  | { readonly mode: 'running' /** Milliseconds ahead of real time. */; readonly offset: number }
  | { readonly mode: 'frozen'; readonly at: Instant }

export const REAL_CLOCK: ClockSetting = { mode: 'running', offset: 0 }

/** What a clock with this setting shows now. */
export function readClock(setting: ClockSetting): Instant {
  return setting.mode === 'frozen' ? setting.at : realNow() + setting.offset
}

/** The same clock, showing `at` from now on. */
export function setClockTo(setting: ClockSetting, at: Instant): ClockSetting {
  return setting.mode === 'frozen'
    ? { mode: 'frozen', at }
    : { mode: 'running', offset: at - realNow() }
}

export function freezeClock(at: Instant): ClockSetting {
  return { mode: 'frozen', at }
}

/** Runs on from the time it shows. */
export function resumeClock(setting: ClockSetting): ClockSetting {
  return { mode: 'running', offset: readClock(setting) - realNow() }
}

/** Real milliseconds since the epoch. */
export function realNow(): Instant {
  return Date.now()
}

/** Real milliseconds on a clock that only goes forward, for durations. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => Math.round((performance.now() - start) * 1000) / 1000
}

const LONGEST_TIMER = 2 ** 31 - 1

/** Calls back after real milliseconds; returns what takes it back. Longer than a timer can wait: early, so look again. */
export function afterReal(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER))
  return () => clearTimeout(timer)
}

/** Like `afterReal`, for what should not keep the process alive. */
export function afterRealInBackground(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}

/** Calls again and again, real milliseconds apart; does not keep the process alive. @returns what ends that */
export function everyReal(milliseconds: number, call: () => void): () => void {
  const timer = setInterval(call, milliseconds)
  timer.unref()
  return () => clearInterval(timer)
}

/** Resolves after real milliseconds. */
export function realDelay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => afterReal(milliseconds, resolve))
}

/** Aborts after real milliseconds. */
export function realTimeout(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.ceil(milliseconds))
}
