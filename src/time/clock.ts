import type { Instant } from '../kyc/agent.js'
import { LAST_INSTANT } from '../kyc/timestamps.js'
import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions.js'
import { monotonic, timers, wallClock } from './machine.js'

/**
 * How a virtual clock runs: with an offset to real time, or not at all. Everything that the sandbox dates or waits for
 * goes by such a clock. Limits on other programs (a wait, a receiver, a client) are in real time; each says so.
 */
export type ClockSetting = Static<typeof definitions.ClockSetting>

export const REAL_CLOCK: ClockSetting = { mode: 'running', offset: 0 }

/** What a clock with this setting shows now, or showed at another real time. At the end of the year 9999 it stops. */
export function readClock(setting: ClockSetting, real = realNow()): Instant {
  return setting.mode === 'frozen' ? setting.at : Math.min(real + setting.offset, LAST_INSTANT)
}

/** The real time when a clock with this setting showed `at`; 0 for a frozen one, which does not tell. */
export function realTimeAt(setting: ClockSetting, at: Instant): Instant {
  return setting.mode === 'frozen' ? 0 : at - setting.offset
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

/** The same clock, running on from the time it shows. */
export function resumeClock(setting: ClockSetting): ClockSetting {
  return { mode: 'running', offset: readClock(setting) - realNow() }
}

/** How far the time of day is ahead of the monotonic clock. Only ever raised, so that real time never goes back. */
let ahead = wallClock() - monotonic()

/**
 * Real time in milliseconds since the epoch. It never goes back, also when the wall clock is set back. It follows a wall
 * clock that jumps ahead: on Linux the monotonic clock stops while a laptop sleeps, and the wall clock does not.
 */
export function realNow(): Instant {
  const passed = monotonic()
  ahead = Math.max(ahead, wallClock() - passed)
  return Math.floor(ahead + passed)
}

/** Real time is at least this from now on. So a restart with an earlier wall clock does not move it back. */
export function realTimeHasBeen(latest: Instant): void {
  ahead = Math.max(ahead, latest - monotonic())
}

/** Starts a stopwatch. @returns a function that says how many real milliseconds have passed */
export function stopwatch(): () => number {
  const start = monotonic()
  return () => Math.round((monotonic() - start) * 1000) / 1000
}

const LONGEST_TIMER = 2 ** 31 - 1

/** Calls after so many real milliseconds. A longer wait than Node's timers can take ends early, so check again. @returns a function that cancels it */
export function afterReal(milliseconds: number, call: () => void): () => void {
  const timer = timers.setTimeout(call, Math.min(Math.max(milliseconds, 0), LONGEST_TIMER))
  return () => timers.clearTimeout(timer)
}

/** Like `afterReal`, but does not keep the process alive. */
export function afterRealInBackground(milliseconds: number, call: () => void): () => void {
  const timer = timers.setTimeout(call, milliseconds)
  timer.unref()
  return () => timers.clearTimeout(timer)
}

/** Calls again and again, so many real milliseconds apart; does not keep the process alive. @returns a function that stops it */
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

/** Calls when the code that runs now has ended. */
export const soon: (call: () => void) => void = timers.queueMicrotask

/** Calls back at the next turn of the event loop, after what has come in meanwhile. */
export const nextTurn: (call: () => void) => void = timers.setImmediate
