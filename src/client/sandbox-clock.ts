import type { Clock } from '../control/types.js'
import type { ControlCalls } from './control-calls.js'
import type { InCompany } from './inputs.js'
import { snakeCase } from './snake-case.js'

/**
 * A virtual clock, of one company or of all. Callbacks, checks, delays and timestamps go by it. It goes forward alone, and a
 * hundred years at most in one step: anything else is refused with a 400. A time is a `Date`, or RFC 3339.
 */
export class SandboxClock {
  constructor(
    /** The client that it belongs to. */
    readonly client: ControlCalls,
    /** Whose clock it is; without a company, the clocks of all. */
    readonly scope: InCompany,
  ) {}

  /** What it shows, whether it stands still, and what is still scheduled. */
  now(): Promise<Clock> {
    return this.client.call('GET', '/clock', snakeCase(this.scope))
  }

  /**
   * Stops it, now or at a time that is not before the one it shows. `freeze('2026-01-31T09:00:00Z')`
   * @throws {SandboxError} 400 for an earlier time
   */
  freeze(now?: Date | string): Promise<Clock> {
    return this.#put({ mode: 'frozen', ...(now !== undefined && { now: rfc3339(now) }) })
  }

  /** Lets it run on from where it stands. */
  resume(): Promise<Clock> {
    return this.#put({ mode: 'running' })
  }

  /**
   * Moves the clock forward to a time. What falls due on the way has happened when this resolves. `set('2026-01-31T09:00:00Z')`
   * @throws {SandboxError} 400 for an earlier time than it shows
   */
  set(now: Date | string): Promise<Clock> {
    return this.#put({ now: rfc3339(now) })
  }

  /**
   * Moves the clock forward by a duration such as `2h`. What falls due on the way has happened when this resolves.
   * @throws {SandboxError} 400 for a negative duration, or more than a hundred years
   */
  advance(by: string): Promise<Clock> {
    return this.client.call('POST', '/clock/advance', snakeCase(this.scope), { by })
  }

  #put(body: object): Promise<Clock> {
    return this.client.call('PUT', '/clock', snakeCase(this.scope), body)
  }
}

function rfc3339(at: Date | string): string {
  return typeof at === 'string' ? at : at.toISOString()
}
