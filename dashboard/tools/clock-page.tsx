import { useState } from 'preact/hooks'
import { post, put } from '../api.js'
import { useClock, useNow } from '../company-clock.js'
import { countdown, fullTime } from '../format.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import { DueNext } from './due-next.js'
import { ScopeChoice, useScope } from './scope.js'

const STEPS = ['1s', '30s', '1m', '10m', '1h', '2h', '1d', '7d'] as const

/** The virtual clock: what is due next on it; freeze it, let it run, advance it. */
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
  const advance = (by: string, told = by) =>
    move(() => post('/clock/advance', { ...scope, by }), t('clock.advanced', { by: told }))
  const mode = frozen ? 'running' : 'frozen'
  return (
    <div class="page">
      <section class="card" aria-label={t('page.clock')}>
        <div class="buttons">
          <p class="time mono">{fullTime(now)}</p>
          <span class={`badge ${frozen ? 'amber' : 'green'}`}>
            {t(frozen ? 'clock.frozen' : 'clock.running')}
          </span>
          {!frozen && (clock?.ahead_ms ?? 0) > 0 && (
            <span class="faint">
              {t('clock.ahead-by', { by: countdown(clock?.ahead_ms ?? 0) })}
            </span>
          )}
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
        <p class="faint small">
          {t('clock.zone')} {t('clock.about')}
        </p>
      </section>
      <DueNext now={now} onAdvance={(ms) => advance(`${ms}ms`, countdown(ms))} busy={busy} />
      <section class="card" aria-labelledby="advance">
        <h2 id="advance">{t('clock.advance')}</h2>
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
        <p class="faint small">{t('clock.advance.about')}</p>
      </section>
    </div>
  )
}
