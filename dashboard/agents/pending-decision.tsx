import { useNow } from '../company-clock.js'
import { countdown } from '../format.js'
import { t, worded } from '../i18n/index.js'
import type { Agent } from '../types.js'
import { STAGES } from './stages.js'

/** The statuses in which an agent waits for a decision about its upload or its KYC. */
const WAITING = [STAGES[2], STAGES[4]].flat()

/** The decision that is still to come, with a button to cancel it; or what the agent waits for. */
export function PendingDecision(props: { agent: Agent; onTakeBack: () => void }) {
  const { check, kyc_status: present } = props.agent
  const now = useNow()
  if (check?.due == null) {
    const text = WAITING.includes(present) ? t('check.waits') : worded('why', present)
    return <p class="faint small">{text}</p>
  }
  const { due, kyc_status, rejected_reason_code, by } = check
  const status = `${kyc_status}${rejected_reason_code === null ? '' : ` ${rejected_reason_code}`}`
  return (
    <p class="notice">
      {t('check.due', {
        status,
        when: countdown(Date.parse(due) - now),
        by: t(by === 'hand' ? 'by.hand' : 'by.scenario'),
      })}{' '}
      <button type="button" onClick={props.onTakeBack}>
        {t('take-back')}
      </button>
    </p>
  )
}
