import { KYC_STATUSES } from '../../src/control/types.js'
import { useCompany } from '../companies.js'
import { createCurl } from '../curl.js'
import { t } from '../i18n/index.js'
import { Count, NothingFits } from '../lists/filtered.js'
import type { Source } from '../lists/live-list.js'
import { Master } from '../lists/master.js'
import { Search } from '../lists/search.js'
import { StatusFilter } from '../lists/status-filter.js'
import { useList } from '../lists/use-list.js'
import { address, adjust, follow, useRoute } from '../router.js'
import type { AgentSummary } from '../types.js'
import { Empty } from '../ui/empty.js'
import { AgentDetail } from './agent-detail.js'
import { AgentRow } from './agent-row.js'
import { ArmedNext } from './arm-next.js'

export function AgentsPage() {
  const route = useRoute()
  const company = useCompany()
  const { status, q } = route
  const list = useList<AgentSummary>(agentSource(company.id, status, q))
  const filtered = status !== undefined || q !== undefined
  const selected = route['agent'] === undefined ? null : Number(route['agent'])
  return (
    <Master
      list={list}
      label={t('page.agents')}
      name="agent"
      selected={selected}
      href={(agent) => address({ ...route, agent: String(agent.id) })}
      row={(agent) => <AgentRow agent={agent} />}
      filters={
        <header class="filters">
          <Search
            label={t('agents.search')}
            value={q ?? ''}
            onSearch={(text) => adjust({ q: text }, true)}
          />
          <StatusFilter status={status} statuses={KYC_STATUSES} />
        </header>
      }
      foot={
        <>
          <Count n={list.total} loading={list.loading} all={company.agents} filtered={filtered} />
          <span class="space" />
          <ArmedNext company={company} />
        </>
      }
      empty={filtered ? <NothingFits names={['q', 'status']} /> : <NoAgents />}
      detail={
        selected === null ? (
          <Empty title={t('agents.choose')} text={t('agents.choose.how')} />
        ) : (
          <AgentDetail key={selected} id={selected} />
        )
      }
    />
  )
}

function NoAgents() {
  const company = useCompany()
  return (
    <Empty
      title={t('agents.none')}
      text={t('agents.none.next')}
      command={createCurl(company, Date.now())}
    >
      <a class="button primary" href={address({ page: 'create' })} onClick={follow}>
        {t('agents.create')}
      </a>
    </Empty>
  )
}

/** The agents of a company. Events update them at once. */
function agentSource(
  company_id: number,
  kyc_status: string | undefined,
  q: string | undefined,
): Source<AgentSummary> {
  // An id written as in the rows, #17, finds only that agent, not all with these digits.
  const id = /^#(\d+)$/.exec(q ?? '')?.[1]
  return {
    path: '/agents',
    query: { company_id, kyc_status, q: id ?? q, cursor: id && Number(id) + 1 },
    ...(id !== undefined && { only: Number(id) }),
    patch: (agent, event) => {
      if (event.agent_id !== agent.id || event.type === 'request') return undefined
      const {
        kyc_status,
        rejected_reason_code = null,
        status,
        scenario,
      } = event as Partial<AgentSummary>
      return {
        ...agent,
        ...(kyc_status !== undefined && { kyc_status, rejected_reason_code }),
        ...(status !== undefined && event.type === 'agent-status-set' && { status }),
        ...(scenario !== undefined && { scenario }),
      }
    },
    disturbs: (event) =>
      event.company_id === company_id &&
      event.agent_id !== undefined &&
      event.type !== 'request' &&
      (event.type === 'agent-created' || kyc_status !== undefined || 'data' in event),
    brings: ({ type, company_id: whose, agent_id }) =>
      type === 'agent-created' &&
      whose === company_id &&
      kyc_status === undefined &&
      q === undefined
        ? agent_id
        : undefined,
  }
}
