import { useEffect, useRef, useState } from 'preact/hooks'
import { number } from '../format.js'
import { t } from '../i18n/index.js'
import { go } from '../router.js'
import { attempt, say } from '../toast.js'
import type { Company } from '../types.js'
import { fill } from './fill.js'

/** Creates agents in every status, by one click. */
export function Fill({ company, statuses }: { company: Company; statuses: number }) {
  const [each, setEach] = useState(1)
  const [done, setDone] = useState<number | null>(null)
  const stopped = useRef(false)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const all = each * statuses
  const start = async () => {
    let made = 0
    const tell = (count: number) => {
      made = count
      setDone(count)
    }
    tell(0)
    stopped.current = false
    const good = await attempt(() => fill(company, each, tell, () => stopped.current))
    const whole = made === all
    const told = { n: number(made), all: number(all) }
    setDone(null)
    if (good && !stopped.current) go({ page: 'agents' })
    if (good) say(t(whole ? 'fill.done' : 'fill.stopped', told))
    // Agents that have been begun are completed; no more are begun.
    else stopped.current = true
  }
  return (
    <section class="card fill" aria-labelledby="fill">
      <h2 id="fill">{t('fill')}</h2>
      <p class="faint">{t('fill.about', { n: statuses })}</p>
      {done === null ? (
        <div class="buttons">
          <label class="inline">
            {t('fill.each')}
            <input
              type="number"
              min={1}
              max={100}
              value={each}
              onInput={({ currentTarget: { valueAsNumber } }) =>
                setEach(Math.min(100, Math.max(1, valueAsNumber || 1)))
              }
            />
          </label>
          <button type="button" class="primary" onClick={start}>
            {t('fill.do', { n: number(all) })}
          </button>
        </div>
      ) : (
        <div class="buttons">
          <progress value={done} max={all} aria-label={t('fill')} />
          <span class="faint">
            {number(done)} / {number(all)} – {t('fill.leaving')}
          </span>
          <button
            type="button"
            onClick={() => {
              stopped.current = true
            }}
          >
            {t('cancel')}
          </button>
        </div>
      )}
    </section>
  )
}
