import { useState } from 'preact/hooks'
import type { Page } from '../api.js'
import { CallbackBody } from '../callbacks/callback-body.js'
import { noteOn } from '../callbacks/note.js'
import { clockTime, fullTime, milliseconds, rupiah, shortPath, shortTime } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { RequestBody } from '../requests/request-body.js'
import { address, follow } from '../router.js'
import type { Agent, HistoryEntry, LoggedRequest, TransferSummary } from '../types.js'
import { reasonOf } from '../ui/followed-scenario.js'
import { Raw } from '../ui/raw.js'
import { Answer, Delivery, Kyc, Money, Struck } from '../ui/status.js'
import { type TimelineItem, timelineOf } from './timeline-items.js'

/** Requests, changes, transfers and callbacks of an agent in the order of time. Each can be opened to its exact bytes. */
export function Timeline({ agent }: { agent: Agent }) {
  const { value } = useResource<Page<LoggedRequest>>(
    `/requests?agent_id=${agent.id}&limit=1000`,
    (event) => event.type === 'request' && event.agent_id === agent.id,
  )
  const { value: transfers } = useResource<Page<TransferSummary>>(
    `/disbursements?agent_id=${agent.id}&limit=1000`,
    (event, known) =>
      (event['disbursement'] as { agent_id?: number } | undefined)?.agent_id === agent.id ||
      (known?.items ?? []).some(({ id }) => id === event.disbursement_id),
  )
  const [only, setOnly] = useState('')
  const items = timelineOf(agent, value?.items ?? [], transfers?.items ?? []).toReversed()
  const shown = items.filter(({ kind }) => only === '' || kind === only)
  return (
    <section class="card timeline" aria-labelledby={`timeline-${agent.id}`}>
      <header>
        <h3 id={`timeline-${agent.id}`}>{t('timeline')}</h3>
        <span class="space" />
        {transfers !== null && transfers.total > 0 && (
          <a href={address({ page: 'transfers', of: String(agent.id) })} onClick={follow}>
            {t('page.transfers')}
          </a>
        )}
        <a href={address({ page: 'callbacks', of: String(agent.id) })} onClick={follow}>
          {t('page.callbacks')}
        </a>
        <select
          aria-label={t('timeline.show')}
          value={only}
          onChange={(event) => setOnly(event.currentTarget.value)}
        >
          <option value="">{t('timeline.all')}</option>
          <option value="request">{t('page.requests')}</option>
          <option value="change">{t('timeline.changes')}</option>
          <option value="transfer">{t('page.transfers')}</option>
          <option value="callback">{t('page.callbacks')}</option>
        </select>
      </header>
      <ol>
        {shown.map((item) => (
          <Item key={keyOf(item)} item={item} />
        ))}
      </ol>
    </section>
  )
}

function keyOf(item: TimelineItem): string {
  if (item.kind === 'request') return `r${item.request.id}`
  if (item.kind === 'transfer') return `t${item.transfer.id}${item.transfer.ended}`
  return item.kind === 'change' ? `h${item.change.seq}` : `c${item.callback.id}`
}

function Item({ item }: { item: TimelineItem }) {
  const [open, setOpen] = useState(false)
  return (
    <li class={`${item.kind} ${item.kind === 'callback' ? item.callback.state : ''}`}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <time class="faint mono small" dateTime={item.at} title={fullTime(item.at)}>
            {clockTime(item.at)}
          </time>
          <Line item={item} />
        </summary>
        {open && <Inside item={item} />}
      </details>
    </li>
  )
}

function Line({ item }: { item: TimelineItem }) {
  switch (item.kind) {
    case 'request': {
      const { method, path, status, fault, duration_ms } = item.request
      return (
        <span class="line">
          <span class="kind">{t('timeline.request')}</span>
          <span class="mono cut" title={path}>
            {method} {shortPath(path)}
          </span>
          <Answer status={status} />
          <Struck fault={fault} />
          <span class="faint small">{milliseconds(duration_ms)}</span>
        </span>
      )
    }
    case 'callback': {
      const { id, kyc_status, state, answer_status, error, note } = item.callback
      return (
        <span class="line">
          <span class="kind">{t('timeline.callback')}</span>
          <span>
            #{id} {kyc_status}
          </span>
          <Delivery state={state} />
          {answer_status !== null && <Answer status={answer_status} />}
          {error !== null && (
            <span class="fault small" lang="en">
              {error}
            </span>
          )}
          {note !== null && <span class="faint small">{noteOn(item.callback)}</span>}
        </span>
      )
    }
    case 'transfer': {
      const { id, amount, bank_code, account_number, ended, status, reason } = item.transfer
      return (
        <span class="line">
          <span class="kind">{t('timeline.transfer')}</span>
          <span>{worded('change', ended ? 'disbursement-ended' : 'disbursement-created')}</span>
          {ended ? <Money status={status} /> : <b class="number">{rupiah(amount)}</b>}
          <span class="faint small">
            {ended ? reason : `${bank_code} ${account_number}`}{' '}
            <a href={address({ page: 'transfers', transfer: id })} onClick={follow}>
              #{id}
            </a>
          </span>
        </span>
      )
    }
    case 'change':
      return <ChangeLine change={item.change} />
  }
}

function ChangeLine({ change }: { change: HistoryEntry }) {
  const { type, kyc_status, rejected_reason_code, by, check, scenario, status } = change
  return (
    <span class="line">
      <span class="kind">{t('timeline.change')}</span>
      <span>{worded('change', type)}</span>
      {kyc_status !== undefined && <Kyc status={kyc_status} code={rejected_reason_code ?? null} />}
      {by !== undefined && (
        <span class="faint small">{t(by === 'hand' ? 'by.hand' : 'by.scenario')}</span>
      )}
      {scenario !== undefined && (
        <span class="faint small">
          {t(type === 'agent-created' ? 'timeline.begins' : 'timeline.from-here', {
            name: scenario.name,
            because: reasonOf(scenario),
          })}
        </span>
      )}
      {check !== undefined && (
        <span class="faint small">
          {check.due === null
            ? t('check.waits')
            : `${check.kyc_status} ${check.rejected_reason_code ?? ''} · ${shortTime(check.due, Date.parse(change.at))}`}
        </span>
      )}
      {status !== undefined && <span class="faint small">{status}</span>}
      {change.fault !== undefined && (
        <span class="faint small">
          #{change.callback} {change.fault}
        </span>
      )}
      {change.endpoint !== undefined && (
        <span class="faint small">
          {change.endpoint}: {change.answer}
        </span>
      )}
    </span>
  )
}

function Inside({ item }: { item: TimelineItem }) {
  switch (item.kind) {
    case 'request':
      return <RequestBody request={item.request} />
    case 'callback':
      return <CallbackBody id={item.callback.id} />
    case 'transfer':
      return <Raw title="JSON" text={JSON.stringify(item.transfer, null, 2)} />
    case 'change':
      return <Raw title="JSON" text={JSON.stringify(item.change, null, 2)} />
  }
}
