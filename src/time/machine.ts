import { performance } from 'node:perf_hooks'
import { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from 'node:timers'

/**
 * Node's clocks and timers, taken once when this module loads. A test in the same process may replace the globals with
 * fakes (Vitest, Jest), and the sandbox must go on running.
 */
export const timers = {
  clearInterval,
  clearTimeout,
  queueMicrotask,
  setImmediate,
  setInterval,
  setTimeout,
}

/** The time of day in milliseconds since the epoch. It jumps when somebody sets the machine's clock. */
export const wallClock: () => number = Date.now

/** Milliseconds on a clock that only goes forward. */
export const monotonic: () => number = performance.now.bind(performance)
