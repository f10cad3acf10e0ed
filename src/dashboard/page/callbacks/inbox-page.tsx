import { remove } from '../api.js'
import { sandboxNow } from '../clock.js'
import { useCompany } from '../companies.js'
import { createCurl } from '../curl.js'
import { fullTime, number, shortTime } from '../format.js'
import { t } from '../i18n/index.js'
import { Master } from '../lists/master.js'
import { useList } from '../lists/use-list.js'
import { address, useRoute } from '../router.js'
import { attempt } from '../toast.js'
import type { InboxMessage } from '../types.js'
import { Empty } from '../ui/empty.js'
import { Raw } from '../ui/raw.js'
import { Fields } from './callback-body.js'

/** What the built-in receiver got, for those who have none yet. */
export function InboxPage() {
  const route = useRoute()
  const { id: company_id, ...company } = useCompany()
  const list = useList<InboxMessage>({
    path: '/inbox',
    query: { company_id },
    disturbs: ({ type, company_id: whose }) =>
      type === 'inbox-emptied' || (type === 'inbox-received' && whose === company_id),
    brings: ({ type }) => type === 'inbox-received',
  })
  const selected = route['message'] === undefined ? null : Number(route['message'])
  const message = list.rows.find(({ id }) => id === selected)
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
          <span class="faint count">{t('list.count', { n: number(list.total) })}</span>
          <button
            type="button"
            class="quiet"
            onClick={() => attempt(() => remove('/inbox', { company_id }), t('inbox.emptied'))}
          >
            {t('inbox.empty')}
          </button>
        </header>
      }
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
        message === undefined ? (
          <Empty title={t('inbox.choose')} />
        ) : (
          <article>
            <header class="title">
              <h2>{titleOf(message)}</h2>
              <span class="faint">{fullTime(message.received_at)}</span>
              <TokenMark valid={message.token_valid} />
            </header>
            <div class="pair">
              <section class="card">
                <h3>{t('callback.fields')}</h3>
                <Fields data={message.data} token={message.token} />
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
      <span class="row-main">
        <b class="cut">{titleOf(message)}</b>
        <span class="faint">#{id}</span>
      </span>
      <span class="row-end">
        <TokenMark valid={token_valid} />
      </span>
      <span class="faint small cut">{nameOf(message)}</span>
      <span class="faint small row-end">{shortTime(received_at, sandboxNow())}</span>
    </span>
  )
}

function TokenMark({ valid }: { valid: boolean }) {
  return (
    <span class={`badge ${valid ? 'green' : 'red'}`}>
      {t(valid ? 'inbox.token-good' : 'inbox.token-bad')}
    </span>
  )
}

const read = ({ data }: InboxMessage) => (data ?? {}) as Record<string, unknown>
const titleOf = (message: InboxMessage) => String(read(message)['kyc_status'] ?? t('callbacks.own'))
const nameOf = (message: InboxMessage) => {
  const { agent_id, agent_name } = read(message)
  return agent_id === undefined ? '' : `#${agent_id} ${agent_name}`
}
