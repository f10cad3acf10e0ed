import { useNow } from '../company-clock.js'
import { clockTime, countdown, fullTime, milliseconds } from '../format.js'
import { t } from '../i18n/index.js'
import type { Callback } from '../types.js'
import { Answer, Delivery } from '../ui/status.js'

type Attempt = Callback['attempts'][number]

/** When a callback is sent next, and each time that it was sent, newest first. */
export function AttemptsOf({ callback }: { callback: Callback }) {
  const { attempts, state, due } = callback
  return (
    <ol class="attempts" aria-label={t('callback.attempts')}>
      {state === 'scheduled' && (
        <li>
          <At time={due} n={attempts.length + 1} />
          <Delivery state={state} />
          <Until due={due} />
        </li>
      )}
      {attempts
        .map((attempt, at) => (
          <li key={at}>
            <At time={attempt.sent_at ?? due} n={at + 1} />
            {attempt.answer_status !== null && <Answer status={attempt.answer_status} />}
            {attempt.duration_ms !== null && (
              <span class="faint small">{milliseconds(attempt.duration_ms)}</span>
            )}
            <Failure attempts={attempts} at={at} />
          </li>
        ))
        .toReversed()}
    </ol>
  )
}

/** What went wrong with an attempt. The same several times in a row is written once, at the newest, with their number. */
function Failure({ attempts, at }: { attempts: readonly Attempt[]; at: number }) {
  const { error } = attempts[at] as Attempt
  if (error === null) return null
  if (attempts[at + 1]?.error === error)
    return <span class="faint small">{t('callback.same')}</span>
  const before = attempts.slice(0, at).findLastIndex((attempt) => attempt.error !== error)
  const n = at - before
  return (
    <span class="small">
      <span class="fault" lang="en">
        {error}
      </span>
      {n > 1 && <span class="faint"> {t('callback.times', { n })}</span>}
    </span>
  )
}

function At({ time, n }: { time: string; n: number }) {
  return (
    <>
      <time class="faint mono small" dateTime={time} title={fullTime(time)}>
        {clockTime(time)}
      </time>
      <span>{t('callback.attempt', { n })}</span>
    </>
  )
}

function Until({ due }: { due: string }) {
  const now = useNow()
  return <span class="small">{t('callback.in', { when: countdown(Date.parse(due) - now) })}</span>
}
