import { deliver } from '../callbacks/delivery.js'
import type { Sent } from './definitions.js'
import type { DrillMessage } from './message.js'

/** What came of the callbacks of one step. */
export interface Answered {
  /** The status of each answer; null where none came. */
  readonly statuses: readonly (number | null)[]
  /** Why one of them had no answer. */
  readonly error: string | null
  /** Of the slowest one, in real milliseconds. */
  readonly duration: number
  /** Status line, headers and body of the first answer. */
  readonly response: string | null
}

/**
 * Sends a callback, or several at the same time.
 * @param timeLimit real milliseconds to wait for an answer
 * @param signal ends it: without an answer
 */
export async function sendMessage(
  { body }: DrillMessage,
  { fault, at_once = 1 }: Sent,
  url: string,
  timeLimit: number,
  signal: AbortSignal,
): Promise<Answered> {
  const deliveries = Array.from({ length: at_once }, () =>
    deliver({ url, body, fault: fault ?? null }, timeLimit),
  )
  const cancel = () => {
    for (const delivery of deliveries) delivery.cancel()
  }
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel)
  const outcomes = await Promise.all(deliveries.map(({ outcome }) => outcome))
  signal.removeEventListener('abort', cancel)
  const errors = outcomes.flatMap((one) => ('error' in one ? [one.error] : []))
  const answers = outcomes.map((one) => ('answer' in one ? one.answer : null))
  return {
    statuses: answers.map((answer) => answer?.status ?? null),
    error: errors[0] ?? null,
    duration: Math.max(...outcomes.map(({ duration }) => duration)),
    response: answers.find((answer) => answer !== null)?.raw ?? null,
  }
}
