import { type Page, post, remove, withQuery } from '../api.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { address, follow } from '../router.js'
import { attempt } from '../toast.js'
import type { Fault } from '../types.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { AddFault } from './add-fault.js'
import { faultSentence } from './fault-sentence.js'
import { MaintenanceSwitch, useMaintenance } from './maintenance.js'
import { ScopeChoice, useScope } from './scope.js'

/** Faults, which make calls go wrong, and maintenance. */
export function FaultsPage() {
  const scope = useScope()
  const heading = useKeptFocus<HTMLHeadingElement>()
  const { value, reload } = useFaults(scope.company_id)
  const faults = value?.items ?? []
  const ofAll = useFaults(undefined).value?.total ?? 0
  const others = scope.company_id === undefined ? 0 : ofAll
  const maintained = useMaintenance(scope.company_id).value?.maintenance
  const quiet =
    scope.company_id === undefined
      ? 'faults.none-common'
      : maintained
        ? 'faults.none-own'
        : 'faults.none'
  /** Does it, and shows what there is then. @returns whether it went well */
  const change = async (call: () => Promise<unknown>, done?: string) => {
    const good = await attempt(call, done)
    reload()
    return good
  }
  return (
    <div class="page halves">
      <header class="filters whole">
        <ScopeChoice />
        <span class="space" />
        {faults.length > 0 && (
          <button
            type="button"
            onClick={() => change(() => remove('/faults', { ...scope }), t('faults.cleared'))}
          >
            {t('faults.clear')}
          </button>
        )}
      </header>
      <section class="card whole" aria-labelledby="faults">
        <h2 id="faults" ref={heading} tabIndex={-1}>
          {t('page.faults')}
        </h2>
        {others > 0 && (
          <p>
            <a href={address({ page: 'faults', scope: 'all' })} onClick={follow}>
              {t('faults.all', { n: others })}
            </a>
          </p>
        )}
        {value !== null && faults.length + others === 0 && (
          <p>
            {t(quiet)} <span class="faint">{t('faults.about')}</span>
          </p>
        )}
        <ul class="plain">
          {faults.map((fault) => (
            <li key={fault.id} class="fault-line">
              <span>{faultSentence(fault)}</span>
              <span class="faint small">
                {t('faults.struck', { n: fault.struck })} · {stillToCome(fault)}
              </span>
              <button
                type="button"
                class="quiet"
                aria-label={`${t('remove')}: ${fault.id}`}
                onClick={() => change(() => remove(`/faults/${fault.id}`, { ...scope }))}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <AddFault onAdd={(fault) => change(() => post('/faults', { ...scope, ...fault }))} />
      <MaintenanceSwitch />
    </div>
  )
}

function stillToCome({ left }: Fault): string {
  return left === null ? t('faults.no-limit') : t('faults.left', { n: left })
}

function useFaults(company_id: number | undefined) {
  return useResource<Page<Fault>>(
    withQuery('/faults', { company_id }),
    ({ type }) => type === 'faults-set' || type.startsWith('fault-'),
  )
}
