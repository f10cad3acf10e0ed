import { useCell } from '../cell.js'
import { companies, useCompany } from '../companies.js'
import { sandboxNow } from '../company-clock.js'
import { createCurl } from '../curl.js'
import { milliseconds, shortPath, shortTime } from '../format.js'
import { t } from '../i18n/index.js'
import { Count, NothingFits } from '../lists/filtered.js'
import type { Source } from '../lists/live-list.js'
import { Master } from '../lists/master.js'
import { OtherCompany } from '../lists/other-company.js'
import { Search } from '../lists/search.js'
import { useChosen } from '../lists/use-chosen.js'
import { useList } from '../lists/use-list.js'
import { address, adjust, follow, useRoute } from '../router.js'
import { ScopeChoice, useScope } from '../tools/scope.js'
import type { LoggedRequest } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Answer, Struck } from '../ui/status.js'
import { RequestBody } from './request-body.js'

/** What the emulated API answers; scenarios and faults can name others, which the address can have. */
const STATUSES = '200 400 401 403 404 405 409 413 415 422 429 500 503'.split(' ')

/** The calls to the emulated API. A call without a valid key is no company's: it is among those of all companies, or of the only one. */
export function RequestsPage() {
  const route = useRoute()
  const company = useCompany()
  const { q, status } = route
  const several = (useCell(companies) ?? []).length > 1
  const { company_id } = useScope()
  const list = useList<LoggedRequest>(requestSource(several ? company_id : undefined, q, status))
  const selected = route['request'] === undefined ? null : Number(route['request'])
  const filtered = q !== undefined || status !== undefined
  const request = useChosen(list, '/requests', selected)
  return (
    <Master
      list={list}
      label={t('page.requests')}
      name="request"
      selected={selected}
      href={({ id }) => address({ ...route, request: String(id) })}
      row={(one) => <RequestRow request={one} />}
      filters={
        <header class="filters">
          <Search
            label={t('requests.search')}
            value={q ?? ''}
            onSearch={(text) => adjust({ q: text }, true)}
          />
          <select
            aria-label={t('requests.status')}
            value={status ?? ''}
            onChange={(event) => adjust({ status: event.currentTarget.value })}
          >
            <option value="">{t('requests.every')}</option>
            <option value="refused">{t('requests.refused')}</option>
            {[...new Set([...STATUSES, status ?? '200'])]
              .filter((one) => one !== 'refused')
              .map((one) => (
                <option key={one}>{one}</option>
              ))}
          </select>
        </header>
      }
      foot={
        <>
          <Count n={list.total} loading={list.loading} filtered={filtered} />
          <span class="faint small">{t('requests.kept')}</span>
          <span class="space" />
          {several && <ScopeChoice all={t('requests.all')} />}
        </>
      }
      empty={
        filtered ? (
          <NothingFits names={['q', 'status']} />
        ) : (
          <Empty
            title={t('requests.none')}
            text={t('requests.none.next')}
            command={createCurl(company, Date.now())}
          />
        )
      }
      detail={
        request == null ? (
          request === null && <Empty title={t('requests.choose')} />
        ) : (
          <article>
            <header class="title">
              <h2 class="mono">
                {request.method} {request.path}
              </h2>
              <span class="faint">{t('request.named', { id: request.id })}</span>
              <Answer status={request.status} />
              <Struck fault={request.fault} />
              <span class="faint">{milliseconds(request.duration_ms)}</span>
              {request.agent_id !== null && (
                <a
                  href={address({ page: 'agents', agent: String(request.agent_id) })}
                  onClick={follow}
                >
                  {t('agent.named', { id: request.agent_id })}
                </a>
              )}
            </header>
            <OtherCompany id={request.company_id} />
            <RequestBody request={request} />
          </article>
        )
      }
    />
  )
}

function RequestRow({ request }: { request: LoggedRequest }) {
  const { id, at, method, path, status, duration_ms, hint, fault, agent_id } = request
  return (
    <span class="row two">
      <span class="row-main">
        <b class="mono">{method}</b> <Answer status={status} /> <Struck fault={fault} />
        {agent_id !== null && <span class="small">{t('agent.named', { id: agent_id })}</span>}
      </span>
      <span class="faint small row-end">
        {t('request.named', { id })} · {shortTime(at, sandboxNow())}
      </span>
      <span class="mono small cut" title={hint ?? path}>
        {shortPath(path)}
      </span>
      <span class="faint small row-end">{milliseconds(duration_ms)}</span>
    </span>
  )
}

function requestSource(
  company_id: number | undefined,
  q: string | undefined,
  status: string | undefined,
): Source<LoggedRequest> {
  const id = q !== undefined && /^bigflip-/i.test(q)
  const mine = ({ type, company_id: whose }: { type: string; company_id?: number | null }) =>
    type === 'request' && (company_id === undefined || whose === company_id)
  return {
    path: '/requests',
    query: {
      company_id,
      ...(status === 'refused' ? { refused: 'true' } : { status }),
      ...(id ? { request_id: q } : { path: q }),
    },
    disturbs: (event) => mine(event) || event.type === 'resumed',
    brings: (event) =>
      mine(event) && q === undefined && status === undefined ? Number(event['id']) : undefined,
  }
}
