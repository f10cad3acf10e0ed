import { INQUIRY_STATUSES } from '../../src/control/types.js'
import { useCompany } from '../companies.js'
import { inquiryCurl } from '../curl.js'
import { t } from '../i18n/index.js'
import { Count, NothingFits } from '../lists/filtered.js'
import type { Source } from '../lists/live-list.js'
import { Master } from '../lists/master.js'
import { StatusFilter } from '../lists/status-filter.js'
import { useChosen } from '../lists/use-chosen.js'
import { useList } from '../lists/use-list.js'
import type { LiveEvent } from '../live.js'
import { address, useRoute } from '../router.js'
import type { Inquiry } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Money } from '../ui/status.js'
import { HowTransfersEnd } from './company-money.js'
import { InquiryDetail } from './inquiry-detail.js'

/** What a company has asked about accounts. */
export function InquiriesPage() {
  const route = useRoute()
  const company = useCompany()
  const { status } = route
  const list = useList<Inquiry>(inquirySource(company.id, status))
  const selected = route['inquiry'] === undefined ? null : Number(route['inquiry'])
  const inquiry = useChosen(list, '/inquiries', selected, (event) => idOf(event) === selected)
  return (
    <Master
      list={list}
      label={t('page.inquiries')}
      name="inquiry"
      selected={selected}
      href={({ id }) => address({ ...route, inquiry: String(id) })}
      row={(one) => <InquiryRow inquiry={one} />}
      filters={
        <header class="filters">
          <StatusFilter status={status} statuses={INQUIRY_STATUSES} />
        </header>
      }
      foot={
        <>
          <Count n={list.total} loading={list.loading} filtered={status !== undefined} />
          <span class="space" />
          <HowTransfersEnd company={company} />
        </>
      }
      empty={
        status !== undefined ? (
          <NothingFits names={['status']} />
        ) : (
          <Empty
            title={t('inquiries.none')}
            text={t('inquiries.none.next')}
            command={inquiryCurl(company)}
          />
        )
      }
      detail={
        inquiry == null ? (
          inquiry === null && <Empty title={t('inquiries.choose')} text={t('agents.choose.how')} />
        ) : (
          <InquiryDetail key={inquiry.id} inquiry={inquiry} />
        )
      }
    />
  )
}

function InquiryRow({ inquiry }: { inquiry: Inquiry }) {
  const { id, bank_code, account_number, account_holder, status, scenario } = inquiry
  return (
    <span class="row two">
      <span class="row-main">
        <b class="mono cut">
          {bank_code} {account_number}
        </b>
      </span>
      <span class="faint small row-end">#{id}</span>
      <span class="row-whole">
        <Money status={status} />
        <span class="faint cut small">
          {[account_holder, scenario?.name].filter(Boolean).join(' · ')}
        </span>
      </span>
    </span>
  )
}

/** The inquiry that an event is about. An account that is asked for again is the same inquiry. */
function idOf(event: LiveEvent): number | undefined {
  if (event.type === 'inquiry-ended') return event['inquiry_id'] as number
  return event.type === 'inquiry-made' ? (event['inquiry'] as Inquiry).id : undefined
}

/** The inquiries of a company. They change seldom, so each event reads the list again. */
function inquirySource(company_id: number, status: string | undefined): Source<Inquiry> {
  const mine = (event: LiveEvent) =>
    event.company_id === company_id && event.type.startsWith('inquiry-')
  return {
    path: '/inquiries',
    query: { company_id, status },
    disturbs: mine,
    brings: (event) =>
      mine(event) && event.type === 'inquiry-made' && (status ?? 'PENDING') === 'PENDING'
        ? idOf(event)
        : undefined,
  }
}
