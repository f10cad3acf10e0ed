import { milliseconds, tookTime } from '../time/duration.js'
import type { Step } from './definitions.js'
import { describe } from './message.js'
import type { Verdict } from './report.js'
import type { Answered } from './send.js'

/** What one step has shown. */
export interface Finding {
  readonly verdict: Exclude<Verdict, 'passed'>
  /** One sentence. */
  readonly says: string
}

/** From the worst. */
const RANK: readonly Verdict[] = ['failed', 'unknown', 'warned', 'passed']

/** The worst of these verdicts. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return RANK.find((one) => verdicts.includes(one)) ?? 'passed'
}

export const failed = (says: string): Finding => ({ verdict: 'failed', says })
export const unknown = (says: string): Finding => ({ verdict: 'unknown', says })
const warned = (says: string): Finding => ({ verdict: 'warned', says })

/** Judges the receiver's answers to a step. */
export function judgeAnswer(
  { send, answer = '200', within }: Step,
  { statuses, error, duration }: Answered,
): Finding[] {
  // The connection broke on purpose, so nobody hears an answer.
  if (send.fault !== undefined) return []
  if (error !== null) return [failed(`${describe(send)}: ${error}`)]
  for (const status of statuses as number[]) {
    const finding = judgeStatus(describe(send), answer, status)
    if (finding !== null) return [finding]
  }
  const limit = milliseconds(within) ?? Number.POSITIVE_INFINITY
  return duration <= limit
    ? []
    : [
        warned(
          `It took ${tookTime(duration)} to answer. Flip waits 30 s, and under load it takes longer.`,
        ),
      ]
}

function judgeStatus(
  sent: string,
  answer: NonNullable<Step['answer']>,
  status: number,
): Finding | null {
  switch (answer) {
    case '200':
      return status === 200
        ? null
        : failed(`${sent} was answered ${status}; only 200 counts as delivered.${hint(status)}`)
    case 'refused':
      if (status === 200)
        return failed(`${sent} was acknowledged with 200, though nobody can have read it.`)
      return status < 500
        ? null
        : warned(`${sent} was answered ${status}: refused, but as by a crash.`)
    case 'any':
      return status < 500 ? null : failed(`${sent} was answered ${status}, as by a crash.`)
  }
}

function hint(status: number): string {
  if (status === 401 || status === 403) return ' Does the receiver expect another validation token?'
  if (status === 404 || status === 405) return ' Is this the URL of the receiver?'
  return status >= 300 && status < 400 ? ' A redirect is not followed.' : ''
}
