import { performance } from 'node:perf_hooks'
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers'

/**
 * Node's clocks and timers, taken once, when this module loads: a test in the same process may put fakes in the place
 * of the globals (Vitest, Jest), and the sandbox inside it must not stand still.
 */
export const timers = { clearInterval, clearTimeout, queueMicrotask, setInterval, setTimeout }

/** The time of day in milliseconds since the epoch; somebody may set it. */
export const wallClock: () => number = Date.now

/** Milliseconds on a clock that only goes forward. */
export const monotonic: () => number = performance.now.bind(performance)
