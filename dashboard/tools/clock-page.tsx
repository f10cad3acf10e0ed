import { useState } from 'preact/hooks'
import { type Page, post, put, withQuery } from '../api.js'
import { useCompany } from '../companies.js'
import { useClock, useNow } from '../company-clock.js'
import { countdown, fullTime } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { address, follow } from '../router.js'
import { attempt } from '../toast.js'
import type { CallbackSummary, Scheduled } from '../types.js'
import { ScopeChoice, useScope } from './scope.js'

const STEPS = ['1s', '30s', '1m', '10m', '1h', '2h', '1d', '7d'] as const

/** The virtual clock: freeze it, let it run, advance it; and what is scheduled. */
export function ClockPage() {
  const clock = useClock()
  const now = useNow()
  const scope = useScope()
  const [by, setBy] = useState('2h')
  const [busy, setBusy] = useState(false)
  const frozen = clock?.mode === 'frozen'
  const move = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true)
    await attempt(work, done)
    setBusy(false)
  }
  const advance = (step: string) =>
    move(() => post('/clock/advance', { ...scope, by: step }), t('clock.advanced', { by: step }))
  const mode = frozen ? 'running' : 'frozen'
  return (
    <div class="page">
      <section class="card" aria-label={t('page.clock')}>
        <p class="time mono">{fullTime(now)}</p>
        <p>
          <span class={`badge ${frozen ? 'amber' : 'green'}`}>
            {t(frozen ? 'clock.frozen' : 'clock.running')}
          </span>{' '}
          {!frozen && (clock?.ahead_ms ?? 0) > 0 && (
            <span class="faint">
              {t('clock.ahead-by', { by: countdown(clock?.ahead_ms ?? 0) })}
            </span>
          )}
        </p>
        <div class="buttons">
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => move(() => put('/clock', { ...scope, mode }), t(`clock.now-${mode}`))}
          >
            {t(frozen ? 'clock.resume' : 'clock.freeze')}
          </button>
          <ScopeChoice />
        </div>
        <h2>{t('clock.advance')}</h2>
        <fieldset class="buttons" aria-label={t('clock.advance')}>
          {STEPS.map((step) => (
            <button key={step} type="button" disabled={busy} onClick={() => advance(step)}>
              +{step}
            </button>
          ))}
          <form
            class="inline"
            onSubmit={(event) => {
              event.preventDefault()
              advance(by)
            }}
          >
            <input
              class="short"
              aria-label={t('clock.by')}
              title="2s, 5m, 1h"
              placeholder="2h"
              pattern="\d+(\.\d+)?(ms|s|m|h|d)"
              required
              value={by}
              onInput={(event) => setBy(event.currentTarget.value)}
            />
            <button type="submit" disabled={busy}>
              {t('clock.advance')}
            </button>
          </form>
        </fieldset>
        <p class="faint small">{t('clock.about')}</p>
      </section>
      <Next now={now} />
    </div>
  )
}

/** What is scheduled, soonest first. */
function Next({ now }: { now: number }) {
  const company = useCompany()
  const clock = useClock()
  const { value } = useResource<Page<CallbackSummary>>(
    withQuery('/callbacks', { company_id: company.id, state: 'scheduled' }),
    ({ type }) => type.startsWith('callback-'),
  )
  const scheduled: readonly Scheduled[] =
    clock?.scheduled ??
    (value?.items ?? []).map(({ id, due, company_id }) => ({
      what: `callback ${id}`,
      company_id,
      due,
      in_ms: 0,
    }))
  const soonest = scheduled.toSorted((a, b) => a.due.localeCompare(b.due))
  return (
    <section class="card" aria-labelledby="next">
      <h2 id="next">{t('clock.next')}</h2>
      {soonest.length === 0 && <p class="faint">{t('clock.nothing')}</p>}
      <ol class="plain">
        {soonest.map((task) => (
          <li key={`${task.what} ${task.due}`}>
            <span class="mono">{countdown(Date.parse(task.due) - now)}</span> <Task {...task} />{' '}
            <time class="faint small" dateTime={task.due}>
              {fullTime(task.due)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The control API names tasks `check 12` and `callback 7`. */
function Task({ what }: Scheduled) {
  const [kind = '', id = ''] = what.split(' ')
  const to =
    kind === 'callback'
      ? address({ page: 'callbacks', callback: id })
      : address({ page: 'agents', agent: id })
  return (
    <a href={to} onClick={follow}>
      {worded('task', kind)} {id}
    </a>
  )
}
