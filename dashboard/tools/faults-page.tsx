import { useState } from 'preact/hooks'
import { type Page, put, remove, withQuery } from '../api.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import type { Fault } from '../types.js'
import { Duration } from '../ui/duration.js'
import { MaintenanceSwitch } from './maintenance.js'
import { ScopeChoice, useScope } from './scope.js'

const KINDS = [
  'no-answer',
  'connection-reset',
  'cut-body',
  'upload-cut',
  'ip-not-whitelisted',
] as const
const NEW = { method: '', path: '', nth: '', probability: '1', latency: '0', what: '503' }

/** Faults, which make calls go wrong, and maintenance. */
export function FaultsPage() {
  const scope = useScope()
  const path = withQuery('/faults', { company_id: scope.company_id })
  const { value, reload } = useResource<Page<Fault>>(
    path,
    ({ type }) => type === 'faults-set' || type === 'fault-struck',
  )
  const faults = value?.items ?? []
  const change = async (next: readonly object[]) => {
    const good = await attempt(() => put('/faults', { ...scope, faults: next }))
    reload()
    return good
  }
  return (
    <div class="page">
      <header class="filters">
        <ScopeChoice />
        <span class="space" />
        {faults.length > 0 && (
          <button
            type="button"
            onClick={async () => {
              await attempt(() => remove('/faults', { ...scope }), t('faults.cleared'))
              reload()
            }}
          >
            {t('faults.clear')}
          </button>
        )}
      </header>
      <MaintenanceSwitch />
      <section class="card" aria-labelledby="faults">
        <h2 id="faults">{t('page.faults')}</h2>
        <p class="faint">{t('faults.about')}</p>
        {faults.length === 0 && <p>{t('faults.none')}</p>}
        <ul class="plain">
          {faults.map((fault) => (
            <li key={fault.id}>
              <span class="mono">
                {fault.method ?? '*'} {fault.path ?? '*'}
              </span>{' '}
              {fault.nth !== null && <span>{t('faults.nth-call', { n: fault.nth })} </span>}
              {fault.probability < 1 && <span>p={fault.probability} </span>}→{' '}
              <b>
                {[fault.latency !== '0' && fault.latency, fault.status, fault.fault]
                  .filter(Boolean)
                  .join(' + ')}
              </b>{' '}
              <span class="faint small">{t('faults.calls', { n: fault.calls })}</span>{' '}
              <button
                type="button"
                class="quiet"
                aria-label={`${t('remove')}: ${fault.id}`}
                onClick={() => change(faults.filter(({ id }) => id !== fault.id).map(sendable))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
        <AddFault onAdd={(fault) => change([...faults.map(sendable), fault])} />
      </section>
    </div>
  )
}

/** A fault as the control API takes it: only what is set, without the sandbox's own fields. */
export function sendable({ id, calls, ...fault }: Fault): object {
  return Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== null))
}

function AddFault({ onAdd }: { onAdd: (fault: object) => Promise<boolean> }) {
  const [form, setForm] = useState(NEW)
  const field = (name: keyof typeof NEW) => ({
    value: form[name],
    onInput: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const { method, path, nth, probability, latency, what } = form
    const fault = {
      ...(method !== '' && { method }),
      ...(path !== '' && { path }),
      ...(nth !== '' && { nth: Number(nth) }),
      probability: Number(probability),
      latency,
      ...(/^\d+$/.test(what) ? { status: Number(what) } : what !== '' && { fault: what }),
    }
    if (await onAdd(fault)) setForm(NEW)
  }
  return (
    <form onSubmit={submit}>
      <h3>{t('faults.add')}</h3>
      <div class="columns">
        <label>
          {t('faults.method')}
          <select {...field('method')}>
            <option value="">{t('faults.any')}</option>
            <option>GET</option>
            <option>POST</option>
            <option>PUT</option>
          </select>
        </label>
        <label>
          {t('faults.path')}
          <input placeholder="/users/*/submit" {...field('path')} />
        </label>
        <label>
          {t('faults.nth')}
          <input type="number" min={1} placeholder={t('faults.every')} {...field('nth')} />
        </label>
        <label>
          {t('faults.probability')}
          <input type="number" min={0} max={1} step="any" required {...field('probability')} />
        </label>
        <Duration label={t('faults.latency')} {...field('latency')} />
        <label>
          {t('faults.what')}
          <select {...field('what')}>
            <option value="">{t('faults.only-late')}</option>
            {['401', '404', '422', '500', '502', '503', '504'].map((status) => (
              <option key={status}>{status}</option>
            ))}
            {KINDS.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </label>
      </div>
      <footer>
        <button type="submit" class="primary">
          {t('faults.add')}
        </button>
      </footer>
    </form>
  )
}
