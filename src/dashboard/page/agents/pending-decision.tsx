import { useNow } from '../clock.js'
import { countdown } from '../format.js'
import { t } from '../i18n/index.js'
import type { Check } from '../types.js'

/** The decision that is still to come, with the way to take it back; or that it waits for somebody. */
export function PendingDecision({ check, onTakeBack }: { check: Check; onTakeBack: () => void }) {
  const now = useNow()
  const { due, kyc_status, rejected_reason_code, by } = check
  if (due === null) return <p class="notice">{t('check.waits')}</p>
  const status = `${kyc_status}${rejected_reason_code === null ? '' : ` ${rejected_reason_code}`}`
  return (
    <p class="notice">
      {t('check.due', {
        status,
        when: countdown(Date.parse(due) - now),
        by: t(by === 'hand' ? 'by.hand' : 'by.scenario'),
      })}{' '}
      <button type="button" onClick={onTakeBack}>
        {t('take-back')}
      </button>
    </p>
  )
}
