import { useState } from 'preact/hooks'
import { CALLBACK_KINDS, CALLBACK_STATES, type CallbackState } from '../../src/control/types.js'
import { useCompany } from '../companies.js'
import { sandboxNow } from '../company-clock.js'
import { createCurl } from '../curl.js'
import { milliseconds, shortTime } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { Count, NothingFits } from '../lists/filtered.js'
import type { Source } from '../lists/live-list.js'
import { Master } from '../lists/master.js'
import { useList } from '../lists/use-list.js'
import type { LiveEvent } from '../live.js'
import { address, adjust, useRoute } from '../router.js'
import { CompanySettings } from '../tools/company-settings.js'
import type { CallbackSummary } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Answer, Delivery } from '../ui/status.js'
import { CallbackDetail } from './callback-detail.js'
import { CallbackForm } from './callback-form.js'
import { places } from './callback-url.js'

export function CallbacksPage() {
  const route = useRoute()
  const company = useCompany()
  const [opened, open] = useState<'settings' | 'form' | null>(null)
  const close = () => open(null)
  const { state, of } = route
  const kind = CALLBACK_KINDS.find((one) => one === route['kind'])
  const url = places(kind === undefined ? CALLBACK_KINDS : [kind], company)
  const list = useList<CallbackSummary>(callbackSource(company.id, state, of, kind))
  const filtered = state !== undefined || of !== undefined || kind !== undefined
  const selected = route['callback'] === undefined ? null : Number(route['callback'])
  return (
    <Master
      list={list}
      label={t('page.callbacks')}
      name="callback"
      selected={selected}
      href={({ id }) => address({ ...route, callback: String(id) })}
      row={(callback) => <CallbackRow callback={callback} />}
      filters={
        <header class="filters">
          <select
            aria-label={t('callbacks.state')}
            value={state ?? ''}
            onChange={(event) => adjust({ state: event.currentTarget.value })}
          >
            <option value="">{t('callbacks.every-state')}</option>
            {CALLBACK_STATES.map((one) => (
              <option key={one} value={one}>
                {worded('callback', one)}
              </option>
            ))}
          </select>
          <select
            aria-label={t('callbacks.kind')}
            value={kind ?? ''}
            onChange={(event) => adjust({ kind: event.currentTarget.value })}
          >
            <option value="">{t('callbacks.every-kind')}</option>
            {CALLBACK_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
          {of !== undefined && (
            <button type="button" onClick={() => adjust({ of: undefined })}>
              {t('agent.named', { id: of })} ×
            </button>
          )}
          <p class="small">
            {t('callbacks.go-to', { url })}{' '}
            <button type="button" class="quiet" onClick={() => open('settings')}>
              {t('scenario.change')}
            </button>
          </p>
          {opened === 'settings' && <CompanySettings company={company} onClose={close} />}
          {opened === 'form' && <CallbackForm title={t('callbacks.by-hand')} onClose={close} />}
        </header>
      }
      foot={
        <>
          <Count n={list.total} loading={list.loading} filtered={filtered} />
          <span class="space" />
          <button type="button" class="quiet" onClick={() => open('form')}>
            {t('callbacks.by-hand')}
          </button>
        </>
      }
      empty={
        filtered ? (
          <NothingFits names={['state', 'of', 'kind']} />
        ) : (
          <Empty
            title={t('callbacks.none')}
            text={t('callbacks.none.next')}
            command={createCurl(company, Date.now())}
          />
        )
      }
      detail={
        selected === null ? (
          <Empty title={t('callbacks.choose')} />
        ) : (
          <CallbackDetail key={selected} id={selected} />
        )
      }
    />
  )
}

function CallbackRow({ callback }: { callback: CallbackSummary }) {
  const { id, agent_id, disbursement_id, kind, kyc_status } = callback
  const { state, answer_status, duration_ms, sent_at, due } = callback
  return (
    <span class="row two">
      <b class="small cut row-whole block">
        {kyc_status ?? t(kind === 'kyc' ? 'callbacks.own' : `kind.${kind}`)}
        {disbursement_id !== null && ` ${disbursement_id}`}
      </b>
      <span class="row-main">
        <Delivery state={state} />
        {answer_status !== null && <Answer status={answer_status} />}
        <span class="faint small cut">
          {[
            agent_id !== null && t('agent.named', { id: agent_id }),
            `#${id}`,
            callback.state === 'failed' && callback.error,
            duration_ms !== null && milliseconds(duration_ms),
            callback.repeats !== null && t('callback.repeats', { id: callback.repeats }),
            callback.fault,
            callback.url === null && t('callbacks.inbox'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <time class="faint small row-end" dateTime={sent_at ?? due}>
        {sent_at === null && t('callback.due')} {shortTime(sent_at ?? due, sandboxNow())}
      </time>
    </span>
  )
}

const STATES: Readonly<Record<string, CallbackState>> = {
  'callback-sending': 'sending',
  'callback-failed': 'failed',
  'callback-dropped': 'dropped',
  'callback-interrupted': 'interrupted',
  'callback-cancelled': 'cancelled',
}

function callbackSource(
  company_id: number,
  state: string | undefined,
  agent_id: string | undefined,
  kind: string | undefined,
): Source<CallbackSummary> {
  const mine = (event: LiveEvent) =>
    event.company_id === company_id && event.type.startsWith('callback-')
  return {
    path: '/callbacks',
    query: { company_id, state, agent_id, kind },
    patch: (callback, event) =>
      event.callback_id === callback.id ? afterEvent(callback, event) : undefined,
    disturbs: (event) =>
      mine(event) && (event.type === 'callback-scheduled' || state !== undefined),
    brings: (event) => {
      const made = (event['callback'] ?? {}) as Partial<CallbackSummary>
      const { id, agent_id: whose } = made
      const fits =
        state === undefined &&
        (agent_id === undefined || String(whose) === agent_id) &&
        (kind === undefined || (made.kind ?? 'kyc') === kind)
      return mine(event) && fits ? id : undefined
    },
  }
}

function afterEvent(callback: CallbackSummary, event: LiveEvent): CallbackSummary {
  const { at, due, duration, answer } = event as {
    at?: string
    due?: number
    duration?: number
    answer?: { status: number }
  }
  const sending = event.type === 'callback-sending' && at !== undefined
  if (event.type === 'callback-retried')
    return { ...callback, state: 'scheduled', sent_at: null, due: new Date(due ?? 0).toISOString() }
  return {
    ...callback,
    state:
      answer === undefined
        ? (STATES[event.type] ?? callback.state)
        : answer.status === 200
          ? 'delivered'
          : 'failed',
    ...(sending && { sent_at: at }),
    ...(due !== undefined && { due: new Date(due).toISOString() }),
    ...(duration !== undefined && { duration_ms: duration }),
    ...(answer !== undefined && { answer_status: answer.status }),
  }
}
