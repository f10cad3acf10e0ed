import { patch, withQuery } from '../api.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import type { Balance, Company } from '../types.js'

const MOVES_MONEY = ['balance-set', 'disbursement-created', 'disbursement-ended']

/** A company's balance; null until it has been read. */
export function useBalance(company_id: number): number | null {
  const { value } = useResource<Balance>(withQuery('/balance', { company_id }), ({ type }) =>
    MOVES_MONEY.includes(type),
  )
  return value?.balance ?? null
}

/** Whether transfers and inquiries of a company end by themselves, or by hand as in Flip's test mode. */
export function HowTransfersEnd({ company }: { company: Company }) {
  const { id, disbursements } = company
  return (
    <label class="inline small">
      {t('transfers.end')}
      <select
        value={disbursements}
        onChange={(event) =>
          attempt(() => patch(`/companies/${id}`, { disbursements: event.currentTarget.value }))
        }
      >
        <option value="auto">{t('transfers.auto')}</option>
        <option value="manual">{t('by.hand')}</option>
      </select>
    </label>
  )
}
