import { useEffect, useRef, useState } from 'preact/hooks'
import { type Page, send } from '../api.js'
import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt, say } from '../toast.js'
import type { Drill, DrillReport } from '../types.js'
import { DrillResults } from './drill-results.js'

interface Kept {
  readonly kind: Drill['kind']
  /** The receiver; null: the company's own. */
  readonly typed: string | null
  readonly probe: string
  readonly report: DrillReport | null
}

/** What was typed and found, by company. It stays when the user leaves the page. */
const kept = new Map<number, Kept>()

/** Examines a callback receiver: choose, run, see, copy the remedy. */
export function DrillsPage() {
  const { id, callback_url, disbursement_callback_url } = useCompany()
  const { value } = useResource<Page<Drill>>('/drills', () => false)
  const before = kept.get(id)
  const [kind, setKind] = useState<Drill['kind']>(before?.kind ?? 'kyc')
  const drills = (value?.items ?? []).filter((drill) => drill.kind === kind)
  const names = drills.map(({ name }) => name)
  const [typed, setUrl] = useState(before?.typed ?? null)
  const url = typed ?? (kind === 'kyc' ? callback_url : disbursement_callback_url) ?? ''
  const [probe, setProbe] = useState(before?.probe ?? '')
  const [left, leave] = useState<ReadonlySet<string>>(new Set())
  const [report, setReport] = useState(before?.report ?? null)
  const [running, setRunning] = useState(false)
  const under = useRef<AbortController | null>(null)
  useEffect(() => void kept.set(id, { kind, typed, probe, report }))
  // A run ends when nobody waits for its report any more.
  useEffect(() => () => under.current?.abort(), [])

  const run = async () => {
    const stop = new AbortController()
    under.current = stop
    setReport(null)
    setRunning(true)
    const body = {
      url,
      kind,
      company_id: id,
      ...(probe !== '' && { probe_url: probe }),
      skip: [...left],
    }
    await attempt(async () => {
      const answer = await send('POST', '/drills', body, stop.signal).catch((error) => {
        if (!stop.signal.aborted) throw error
        say(t('drills.stopped'))
      })
      if (answer !== undefined) setReport(await answer.json())
    })
    setRunning(false)
  }
  const choose = (name: string, chosen: boolean) =>
    leave(new Set(chosen ? [...left].filter((one) => one !== name) : [...left, name]))

  return (
    <div class="page">
      <section class="card" aria-labelledby="drills">
        <h2 id="drills">{t('page.drills')}</h2>
        <p class="faint">{t('drills.about')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            run()
          }}
        >
          <label>
            {t('drills.kind')}
            <select
              value={kind}
              onChange={(event) => {
                const chosen = event.currentTarget.value as Drill['kind']
                setKind(chosen)
                setUrl(null)
                leave(new Set())
              }}
            >
              <option value="kyc">{t('drills.kyc')}</option>
              <option value="disbursement">{t('drills.disbursement')}</option>
            </select>
          </label>
          <label>
            {t('drills.receiver')}
            <input
              type="url"
              required
              placeholder="http://127.0.0.1:3000/flip/callback"
              value={url}
              onInput={(event) => setUrl(event.currentTarget.value)}
            />
          </label>
          <label>
            {t('drills.probe')} <span class="faint small">{t('optional')}</span>
            <input
              aria-describedby="probe"
              placeholder={
                kind === 'kyc'
                  ? 'http://127.0.0.1:3000/agents/{agent_id}'
                  : 'http://127.0.0.1:3000/transfers/{disbursement_id}'
              }
              value={probe}
              onInput={(event) => setProbe(event.currentTarget.value)}
            />
          </label>
          <p id="probe" class="faint small">
            {t('drills.probe-about')}
          </p>
          <details>
            <summary>
              {t('drills.choose', { chosen: drills.length - left.size, all: drills.length })}
            </summary>
            <p class="buttons">
              <button type="button" onClick={() => leave(new Set())}>
                {t('drills.all')}
              </button>
              <button type="button" onClick={() => leave(new Set(names.slice(1)))}>
                {t('drills.none')}
              </button>
            </p>
            <ul class="plain">
              {drills.map(({ name, about }, index) => (
                <li key={name}>
                  <label class="check mono">
                    <input
                      type="checkbox"
                      checked={!left.has(name)}
                      // The first one always runs.
                      disabled={index === 0}
                      onChange={(event) => choose(name, event.currentTarget.checked)}
                    />
                    {name}
                  </label>{' '}
                  <span class="faint" lang="en">
                    {about}
                  </span>
                </li>
              ))}
            </ul>
          </details>
          <div class="buttons">
            <button type="submit" class="primary" disabled={running}>
              {t(running ? 'drills.running' : 'drills.run')}
            </button>
            {running && (
              <>
                <button type="button" onClick={() => under.current?.abort()}>
                  {t('drills.stop')}
                </button>
                <span class="faint">{t('fill.leaving')}</span>
              </>
            )}
          </div>
        </form>
      </section>
      {report !== null && <DrillResults {...report} />}
    </div>
  )
}
