import { useNow } from '../company-clock.js'
import { clockTime, countdown, fullTime, milliseconds } from '../format.js'
import { t } from '../i18n/index.js'
import type { Callback } from '../types.js'
import { Answer, Delivery } from '../ui/status.js'

/** Each time that a callback was sent, and when it is sent next, oldest first. */
export function AttemptsOf({ callback }: { callback: Callback }) {
  const { attempts, state, due } = callback
  return (
    <ol class="attempts" aria-label={t('callback.attempts')}>
      {attempts.map(({ sent_at, answer_status, duration_ms, error }, index) => (
        <li key={sent_at}>
          <At time={sent_at ?? due} n={index + 1} />
          {answer_status !== null && <Answer status={answer_status} />}
          {duration_ms !== null && <span class="faint small">{milliseconds(duration_ms)}</span>}
          {error !== null && (
            <span class="fault small" lang="en">
              {error}
            </span>
          )}
        </li>
      ))}
      {state === 'scheduled' && (
        <li>
          <At time={due} n={attempts.length + 1} />
          <Delivery state={state} />
          <Until due={due} />
        </li>
      )}
    </ol>
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
