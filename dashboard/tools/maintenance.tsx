import { put, withQuery } from '../api.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import { useScope } from './scope.js'

/** Whether calls of a company are refused; of all companies where none is named. */
export function useMaintenance(company_id: number | undefined) {
  return useResource<{ maintenance: boolean }>(
    withQuery('/maintenance', { company_id }),
    ({ type }) => type === 'maintenance-set',
  )
}

/** While maintenance is on, every call except `GET /general/maintenance` is refused. */
export function MaintenanceSwitch() {
  const scope = useScope()
  const { value, reload } = useMaintenance(scope.company_id)
  const on = value?.maintenance ?? false
  const turn = async () => {
    await attempt(() => put('/maintenance', { ...scope, maintenance: !on }))
    reload()
  }
  return (
    <section class="card" aria-labelledby="maintenance">
      <header>
        <h2 id="maintenance">{t('maintenance')}</h2>
        <input
          type="checkbox"
          role="switch"
          aria-labelledby="maintenance"
          checked={on}
          aria-checked={on}
          onChange={turn}
        />
        <span class={`badge ${on ? 'amber' : 'green'}`}>{t(on ? 'on' : 'off')}</span>
      </header>
      <p class="faint">{t('maintenance.about')}</p>
    </section>
  )
}
