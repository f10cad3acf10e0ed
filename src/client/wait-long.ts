import { stopwatch } from '../time/clock.js'
import { parseDuration } from '../time/duration.js'
import { SandboxError } from './sandbox-error.js'

/** How many real milliseconds one call may wait. Node's fetch waits five minutes for an answer. */
const LONGEST_ASK = 240_000

/**
 * Waits for longer than one call may, by asking again.
 * @param timeout how long altogether; without it, as long as the sandbox waits by itself
 * @param ask one call, with its own timeout
 * @throws {SandboxError} 408 of the last call
 */
export async function waitLong<T>(
  timeout: string | undefined,
  ask: (timeout?: string) => Promise<T>,
): Promise<T> {
  const wanted = parseDuration(timeout ?? '0')
  if (wanted === null || wanted <= LONGEST_ASK) return ask(timeout)
  const elapsed = stopwatch()
  for (;;) {
    const left = Math.max(0, Math.round(wanted - elapsed()))
    try {
      return await ask(`${Math.min(left, LONGEST_ASK)}ms`)
    } catch (error) {
      const again = error instanceof SandboxError && error.status === 408 && left > LONGEST_ASK
      if (!again) throw error
    }
  }
}
