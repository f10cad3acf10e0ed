import type { Instant } from '../kyc/agent.js'
import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions.js'
import { monotonic, timers, wallClock } from './machine.js'

/**
 * The only file that asks the machine for the time or sets a timer. Everything the sandbox dates or waits
 * for goes by a virtual clock, which runs with an offset or stands still; two waits are real time:
 * the timeout of `wait` and the 30 s of a delivery.
 */
export type ClockSetting = Static<typeof definitions.ClockSetting>

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

/** What the monotonic clock lacks to the time of day: the most that was ever seen, so that real time never goes back. */
let ahead = wallClock() - monotonic()

/**
 * Real milliseconds since the epoch, which never go back. A wall clock that is set back moves nothing. One that goes
 * ahead is followed: on Linux the monotonic clock stands still while a laptop sleeps, and the sandbox must not wake up
 * in the past.
 */
export function realNow(): Instant {
  ahead = Math.max(ahead, wallClock() - monotonic())
  return Math.floor(ahead + monotonic())
}

/** Real time goes on from here at the earliest: a restart under an earlier wall clock does not move it back either. */
export function realTimeHasBeen(latest: Instant): void {
  ahead = Math.max(ahead, latest - monotonic())
}

/** Real milliseconds on a clock that only goes forward, for durations. */
export function stopwatch(): () => number {
  const start = monotonic()
  return () => Math.round((monotonic() - start) * 1000) / 1000
}

const LONGEST_TIMER = 2 ** 31 - 1

/** Calls back after real milliseconds; returns what takes it back. Longer than a timer can wait: early, so look again. */
export function afterReal(milliseconds: number, call: () => void): () => void {
  const timer = timers.setTimeout(call, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER))
  return () => timers.clearTimeout(timer)
}

/** Like `afterReal`, for what should not keep the process alive. */
export function afterRealInBackground(milliseconds: number, call: () => void): () => void {
  const timer = timers.setTimeout(call, milliseconds)
  timer.unref()
  return () => timers.clearTimeout(timer)
}

/** Calls again and again, real milliseconds apart; does not keep the process alive. @returns what ends that */
export function everyReal(milliseconds: number, call: () => void): () => void {
  const timer = timers.setInterval(call, milliseconds)
  timer.unref()
  return () => timers.clearInterval(timer)
}

/** Resolves after real milliseconds. */
export function realDelay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => afterReal(milliseconds, resolve))
}

/** Aborts after real milliseconds. */
export function realTimeout(milliseconds: number): AbortSignal {
  return AbortSignal.timeout(Math.ceil(milliseconds))
}

/** Calls at the end of what runs now. */
export const soon: (call: () => void) => void = timers.queueMicrotask
