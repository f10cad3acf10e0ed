import { fullTime, rupiah } from '../format.js'
import { t } from '../i18n/index.js'
import { OtherCompany } from '../lists/other-company.js'
import { useResource } from '../lists/use-resource.js'
import { address, follow } from '../router.js'
import type { Transfer } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Empty } from '../ui/empty.js'
import { Facts } from '../ui/facts.js'
import { FollowedScenario } from '../ui/followed-scenario.js'
import { Money } from '../ui/status.js'
import { TransferDecision } from './transfer-decision.js'
import { TransferTimeline } from './transfer-timeline.js'

/** Everything about one transfer, and what can be done with it. */
export function TransferDetail({ id }: { id: string }) {
  const { value, error, reload } = useResource<Transfer>(
    `/disbursements/${encodeURIComponent(id)}`,
    (event, known) =>
      event.disbursement_id === id ||
      (event['callback'] as { disbursement_id?: string } | undefined)?.disbursement_id === id ||
      (known?.callbacks ?? []).some((callback) => callback.id === event.callback_id),
  )
  if (value === null) {
    return error === null ? null : <Empty title={t('transfer.gone')} {...error} />
  }
  const { amount, status, reason, agent_id, sender, scenario } = value
  return (
    <article>
      <header class="title">
        <h2>{rupiah(amount)}</h2>
        <span class="faint">
          #{id} <Copy bare text={id} label={t('agent.copy-id')} />
        </span>
        <Money status={status} />
      </header>
      <OtherCompany id={value.company_id} />
      {reason !== null && <p class="notice bad breaks">{reason}</p>}
      {scenario !== null && <FollowedScenario scenario={scenario} />}
      <TransferDecision transfer={value} onDone={reload} />
      <TransferTimeline transfer={value} />
      <section class="card">
        <header>
          <h3>{t('agent.data')}</h3>
          <a href={address({ page: 'agents', agent: String(agent_id) })} onClick={follow}>
            {t('agent.named', { id: agent_id })}
          </a>
        </header>
        <Facts of={value} names={FACTS} />
      </section>
      <details class="card data">
        <summary>
          <h3>{t('transfer.sender')}</h3>
        </summary>
        <Facts of={sender} names={Object.keys(sender) as (keyof typeof sender)[]} />
      </details>
      <p class="faint small">{t('transfer.created', { at: fullTime(value.created_at) })}</p>
    </article>
  )
}

const FACTS = [
  'amount',
  'fee',
  'bank_code',
  'account_number',
  'recipient_name',
  'direction',
  'remark',
  'beneficiary_email',
  'idempotency_key',
] as const satisfies readonly (keyof Transfer)[]
