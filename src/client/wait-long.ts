import { stopwatch } from '../time/clock.js'
import { parseDuration } from '../time/duration.js'
import { SandboxError } from './sandbox-error.js'

/** How many real milliseconds one call may wait. Node's fetch waits five minutes for an answer. */
export const LONGEST_ASK = 240_000

/**
 * Waits for longer than one call may, by asking again.
 * @param timeout how long altogether; without it, as long as the sandbox waits by itself
 * @param ask one call, with its own timeout
 * @throws {SandboxError} 408 of the last call, which names all of the time
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
      if (!(error instanceof SandboxError && error.status === 408)) throw error
      if (left <= LONGEST_ASK) throw afterAll(wanted, error)
    }
  }
}

/** The error of the last call, which knows its own time alone. */
function afterAll(wanted: number, { status, code, message, details }: SandboxError): SandboxError {
  const inTime = (milliseconds: unknown) => `within ${Number(milliseconds) / 1000} s`
  const whole = message.replace(inTime(details['timeout_ms']), inTime(wanted))
  return new SandboxError(status, code, whole, { ...details, message: whole, timeout_ms: wanted })
}
