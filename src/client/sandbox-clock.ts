import type { Clock } from '../control/types.js'
import type { ControlCalls } from './control-calls.js'
import type { InCompany } from './inputs.js'
import { snakeCase } from './snake-case.js'

/** A virtual clock, of one company or of all. */
export class SandboxClock {
  constructor(
    readonly client: ControlCalls,
    readonly scope: InCompany,
  ) {}

  now(): Promise<Clock> {
    return this.client.call('GET', '/clock', snakeCase(this.scope))
  }

  freeze(now?: Date | string): Promise<Clock> {
    return this.#put({ mode: 'frozen', ...(now !== undefined && { now: rfc3339(now) }) })
  }

  resume(): Promise<Clock> {
    return this.#put({ mode: 'running' })
  }

  /** Moves the clock forward to a time. What falls due on the way has happened when this resolves. */
  set(now: Date | string): Promise<Clock> {
    return this.#put({ now: rfc3339(now) })
  }

  /** Moves the clock forward by a duration such as `2h`. What falls due on the way has happened when this resolves. */
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
