import { realDelay, realTimeout } from '../time/clock.js'
import type { WireRequest } from './request.js'
import type { Target } from './target.js'

/** What came back, from a call or as a callback. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The JSON; undefined where it is none. */
  readonly body: unknown
}

/** Real milliseconds for a whole answer. */
const TIME_LIMIT = 30_000

/**
 * Makes a call, after the target's pause. Redirects are not followed, because they would take the key elsewhere.
 * @throws where no answer comes
 */
export async function send(
  { method, url, headers, body }: WireRequest,
  { pause }: Target,
): Promise<Answer> {
  if (pause > 0) await realDelay(pause)
  const response = await fetch(url, {
    method,
    headers,
    body,
    redirect: 'manual',
    signal: realTimeout(TIME_LIMIT),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: parsed(await response.text()),
  }
}

/** A JSON text's value; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
