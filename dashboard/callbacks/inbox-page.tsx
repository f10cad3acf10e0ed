import { remove } from '../api.js'
import { useCompany } from '../companies.js'
import { sandboxNow } from '../company-clock.js'
import { createCurl } from '../curl.js'
import { fullTime, shortTime } from '../format.js'
import { t } from '../i18n/index.js'
import { Count } from '../lists/filtered.js'
import { Master } from '../lists/master.js'
import { useChosen } from '../lists/use-chosen.js'
import { useList } from '../lists/use-list.js'
import { address, follow, useRoute } from '../router.js'
import { attempt } from '../toast.js'
import type { InboxMessage } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Raw } from '../ui/raw.js'
import { Fields } from './callback-body.js'

/** What the built-in receiver got, for users who have no receiver yet. */
export function InboxPage() {
  const route = useRoute()
  const { id: company_id, ...company } = useCompany()
  const list = useList<InboxMessage>({
    path: '/inbox',
    query: { company_id },
    disturbs: ({ type, company_id: whose }) =>
      type === 'inbox-emptied' || (type === 'inbox-received' && whose === company_id),
    brings: ({ company_id: whose, message }) =>
      whose === company_id ? (message as InboxMessage | undefined)?.id : undefined,
  })
  const selected = route['message'] === undefined ? null : Number(route['message'])
  const message = useChosen(list, '/inbox', selected, ({ type }) => type === 'inbox-emptied')
  return (
    <Master
      list={list}
      label={t('page.inbox')}
      name="message"
      selected={selected}
      href={({ id }) => address({ page: 'inbox', message: String(id) })}
      row={(one) => <MessageRow message={one} />}
      filters={
        <header class="filters">
          <button
            type="button"
            class="quiet"
            onClick={() => attempt(() => remove('/inbox', { company_id }), t('inbox.emptied'))}
          >
            {t('inbox.empty')}
          </button>
        </header>
      }
      foot={<Count n={list.total} loading={list.loading} filtered={false} />}
      empty={
        <Empty
          title={t('inbox.none')}
          text={
            company.callback_url === null
              ? t('inbox.none.next')
              : t('inbox.elsewhere', { url: company.callback_url })
          }
          {...(company.callback_url === null && {
            command: createCurl({ id: company_id, ...company }, Date.now()),
          })}
        />
      }
      detail={
        message == null ? (
          message === null && <Empty title={t('inbox.choose')} />
        ) : (
          <article>
            <header class="title">
              <h2>{titleOf(message)}</h2>
              <span class="faint">{fullTime(message.received_at)}</span>
              <TokenMark valid={message.token_valid} />
              <Subject message={message} />
            </header>
            <div class="pair">
              <section class="card">
                <h3>{t('callback.fields')}</h3>
                <Fields data={dataOf(message)} token={message.token} />
              </section>
              <Raw title={t('raw.body')} text={message.body} />
            </div>
          </article>
        )
      }
    />
  )
}

function MessageRow({ message }: { message: InboxMessage }) {
  const { id, received_at, token_valid } = message
  return (
    <span class="row two">
      <b class="small cut row-whole block">{titleOf(message)}</b>
      <span class="row-main">
        <TokenMark valid={token_valid} />
        <span class="faint small cut">{nameOf(message) || `#${id}`}</span>
      </span>
      <span class="faint small row-end">{shortTime(received_at, sandboxNow())}</span>
    </span>
  )
}

/** A link to the agent or the transfer that the message is about. */
function Subject({ message }: { message: InboxMessage }) {
  const { agent_id, receipt } = read(message)
  const agent = Number(agent_id)
  if (agent > 0)
    return (
      <a href={address({ page: 'agents', agent: String(agent) })} onClick={follow}>
        {t('agent.named', { id: agent })}
      </a>
    )
  const transfer = receipt !== undefined && /"id":(\d+)/.exec(dataOf(message) ?? '')?.[1]
  return transfer ? (
    <a href={address({ page: 'transfers', transfer })} onClick={follow}>
      {t('transfer.named', { id: transfer })}
    </a>
  ) : null
}

function TokenMark({ valid }: { valid: boolean }) {
  return (
    <span class={`badge ${valid ? 'green' : 'red'}`}>
      {t(valid ? 'inbox.token-good' : 'inbox.token-bad')}
    </span>
  )
}

/** As it was sent: `data` is parsed, which rounds the ids of transfers. */
const dataOf = ({ body }: InboxMessage) => new URLSearchParams(body).get('data')

/** What it says; of a bank it is a list of one. */
const read = ({ data }: InboxMessage) => ([data].flat()[0] ?? {}) as Record<string, unknown>
const titleOf = (message: InboxMessage) => {
  const { kyc_status, status } = read(message)
  return String(kyc_status ?? status ?? t('callbacks.own'))
}
const nameOf = (message: InboxMessage) => {
  const { agent_id, agent_name, bank_code, account_number = '' } = read(message)
  if (bank_code !== undefined) return `${bank_code} ${account_number}`
  return agent_id === undefined ? '' : `#${agent_id} ${agent_name}`
}
