import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { adjust, useRoute } from '../router.js'

export interface Scope {
  /** undefined: all companies. */
  readonly company_id: number | undefined
}

/** Chooses what a setting is for: the company on the page, or all. Part of the address. */
export function useScope(): Scope {
  const { scope } = useRoute()
  const { id } = useCompany()
  return { company_id: scope === 'all' ? undefined : id }
}

/** @param all says what belongs to no company, where there is such a thing */
export function ScopeChoice({ all }: { all?: string }) {
  const { company_id } = useScope()
  const { id } = useCompany()
  return (
    <label class="inline">
      {t('scope')}
      <select
        value={company_id === undefined ? 'all' : 'one'}
        onChange={(event) =>
          adjust({ scope: event.currentTarget.value === 'all' ? 'all' : undefined }, true)
        }
      >
        <option value="one">{t('company.named', { id })}</option>
        <option value="all">{all ?? t('scope.all')}</option>
      </select>
    </label>
  )
}
