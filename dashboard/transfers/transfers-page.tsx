import { useState } from 'preact/hooks'
import { DISBURSEMENT_STATUSES } from '../../src/control/types.js'
import { type Page, withQuery } from '../api.js'
import { useCompany } from '../companies.js'
import { sandboxNow } from '../company-clock.js'
import { transfer, USUAL_ACCOUNT } from '../create/client.js'
import { flipCurl } from '../curl.js'
import { rupiah, shortTime } from '../format.js'
import { t } from '../i18n/index.js'
import { later } from '../later.js'
import { DigitsFilter } from '../lists/digits-filter.js'
import { Count, NothingFits } from '../lists/filtered.js'
import { Master } from '../lists/master.js'
import { StatusFilter } from '../lists/status-filter.js'
import { useList } from '../lists/use-list.js'
import { useResource } from '../lists/use-resource.js'
import { address, follow, useRoute } from '../router.js'
import type { AgentSummary, TransferSummary } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Money } from '../ui/status.js'
import { HowTransfersEnd, useBalance } from './company-money.js'
import { TransferDetail } from './transfer-detail.js'
import { transferSource } from './transfer-source.js'

const SendTransfer = later('send')

/** The transfers of a company. Their ids are texts throughout. */
export function TransfersPage() {
  const route = useRoute()
  const company = useCompany()
  const { status, of } = route
  const list = useList<TransferSummary>(transferSource(company.id, status, of))
  const balance = useBalance(company.id)
  const filtered = status !== undefined || of !== undefined
  const selected = route['transfer'] ?? null
  const [sending, send] = useState(false)
  return (
    <Master
      list={list}
      label={t('page.transfers')}
      name="transfer"
      selected={selected}
      href={({ id }) => address({ ...route, transfer: id })}
      row={(transfer) => <TransferRow transfer={transfer} />}
      filters={
        <header class="filters">
          <StatusFilter status={status} statuses={DISBURSEMENT_STATUSES} />
          <DigitsFilter
            name="of"
            value={of}
            label={t('callback.agent')}
            pattern="[1-9]\d*"
            form={t('transfers.agent-form')}
          />
          <button type="button" class="quiet" onClick={() => send(true)}>
            {t('callback.send')}…
          </button>
          {sending && <SendTransfer agent={of} onClose={() => send(false)} />}
        </header>
      }
      foot={
        <>
          <Count n={list.total} loading={list.loading} filtered={filtered} />
          <a class="small" href={address({ page: 'money' })} onClick={follow}>
            {t('money.balance')} {balance !== null && rupiah(balance)}
          </a>
          <span class="space" />
          <HowTransfersEnd company={company} />
        </>
      }
      empty={filtered ? <NothingFits names={['status', 'of']} /> : <NoTransfers />}
      detail={
        selected === null ? (
          <Empty title={t('transfers.choose')} text={t('agents.choose.how')} />
        ) : (
          <TransferDetail key={selected} id={selected} />
        )
      }
    />
  )
}

function TransferRow({ transfer }: { transfer: TransferSummary }) {
  const { id, agent_id, amount, bank_code, account_number, status, reason, scenario } = transfer
  return (
    <span class="row two">
      <span class="row-main">
        <b class="number">{rupiah(amount)}</b>
        <span class="faint cut mono small">
          {bank_code} {account_number}
        </span>
      </span>
      <time class="faint small row-end" dateTime={transfer.created_at}>
        {shortTime(transfer.created_at, sandboxNow())}
      </time>
      <span class="row-whole">
        <Money status={status} />
        <span class="faint cut small">
          {[`#${id}`, t('agent.named', { id: agent_id }), reason, scenario?.name]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </span>
  )
}

/** How to send the first transfer: only an approved agent can. */
function NoTransfers() {
  const company = useCompany()
  const { value } = useResource<Page<AgentSummary>>(
    withQuery('/agents', { company_id: company.id, kyc_status: 'APPROVED', limit: 1 }),
    ({ type }) => type === 'kyc-decided',
  )
  const agent = value?.items[0]
  if (value === null) return <Empty title={t('transfers.none')} />
  if (agent !== undefined)
    return (
      <Empty
        title={t('transfers.none')}
        text={t('transfers.none.next')}
        command={flipCurl(company, transfer(agent.id, USUAL_ACCOUNT, Date.now()))}
      />
    )
  return (
    <Empty title={t('transfers.none')} text={t('transfers.none.agent')}>
      <a class="button primary" href={address({ page: 'create' })} onClick={follow}>
        {t('agents.create')}
      </a>
    </Empty>
  )
}
