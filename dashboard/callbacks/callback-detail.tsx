import { useState } from 'preact/hooks'
import { post, remove } from '../api.js'
import { useCompany } from '../companies.js'
import { useNow } from '../company-clock.js'
import { callbackCurl } from '../curl.js'
import { countdown, fullTime, milliseconds } from '../format.js'
import { t } from '../i18n/index.js'
import { OtherCompany } from '../lists/other-company.js'
import { useResource } from '../lists/use-resource.js'
import { address, adjust, follow } from '../router.js'
import { attempt, say } from '../toast.js'
import type { Callback } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Empty } from '../ui/empty.js'
import { Answer, Delivery } from '../ui/status.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { CallbackBytes } from './callback-body.js'
import { CallbackForm } from './callback-form.js'
import { urlOf } from './callback-url.js'

/** One callback: what was sent, what came back, and buttons to send it again. */
export function CallbackDetail({ id }: { id: number }) {
  const { value: callback, error } = useResource<Callback>(
    `/callbacks/${id}`,
    (event) => event.callback_id === id,
  )
  const company = useCompany()
  const heading = useKeptFocus<HTMLHeadingElement>()
  const [form, setForm] = useState<'edit' | 'url' | null>(null)
  if (callback === null)
    return error === null ? null : <Empty title={t('callback.gone')} {...error} />
  const { kind, disbursement_id, state, agent_id, answer_status, repeats, fault, url } = callback
  const inbox = t('callbacks.inbox')
  const now = urlOf(kind, company)
  const inboxUrl = `${location.origin}/_sandbox/inbox/${company.id}`
  const resend = (body: { url?: string }) =>
    attempt(async () => {
      const sent = await post<Callback>(`/callbacks/${id}/resend`, body)
      adjust({ callback: String(sent.id) }, true)
      say(t('callback.resent', { id: sent.id }))
    })
  return (
    <article>
      <header class="title">
        <h2 ref={heading} tabIndex={-1}>
          {titleOf(callback)}
        </h2>
        <span class="faint">#{id}</span>
        <Delivery state={state} />
        {answer_status !== null && <Answer status={answer_status} />}
      </header>
      <OtherCompany id={callback.company_id} />
      <div class="buttons">
        <button type="button" class="primary" onClick={() => resend({})}>
          {t('callback.resend')}
        </button>
        <button type="button" onClick={() => setForm('edit')}>
          {t('callback.edit')}
        </button>
        <button type="button" onClick={() => setForm('url')}>
          {t('callback.elsewhere')}
        </button>
        <Copy text={callbackCurl(callback)} label={t('copy.curl')} />
        {state === 'scheduled' && (
          <button type="button" onClick={() => attempt(() => remove(`/callbacks/${id}`))}>
            {t('callback.cancel')}
          </button>
        )}
      </div>
      {(now ?? inboxUrl) !== (url ?? inboxUrl) && (
        <p class="notice">
          {t('callback.moved', { url: url ?? inbox, now: now ?? inbox })}{' '}
          <button type="button" onClick={() => resend({ url: now ?? inboxUrl })}>
            {t('callback.resend-there')}
          </button>
        </p>
      )}
      <dl class="fields">
        {agent_id !== null && (
          <Fact name={t('callback.agent')}>
            <a href={address({ page: 'agents', agent: String(agent_id) })} onClick={follow}>
              {t('agent.named', { id: agent_id })}
            </a>
          </Fact>
        )}
        {disbursement_id !== null && (
          <Fact name={t('kind.disbursement')}>
            <a href={address({ page: 'transfers', transfer: disbursement_id })} onClick={follow}>
              #{disbursement_id}
            </a>
          </Fact>
        )}
        <Fact name="URL">{url ?? inbox}</Fact>
        {callback.sent_at === null ? (
          <Fact name={t('callback.due')}>
            <Due at={callback.due} />
          </Fact>
        ) : (
          <Fact name={t('callback.sent')}>{fullTime(callback.sent_at)}</Fact>
        )}
        {callback.duration_ms !== null && (
          <Fact name={t('callback.duration')}>{milliseconds(callback.duration_ms)}</Fact>
        )}
        {fault !== null && <Fact name={t('callback.fault')}>{fault}</Fact>}
        {repeats !== null && (
          <Fact name={t('callback.repeat')}>
            <a href={address({ page: 'callbacks', callback: String(repeats) })} onClick={follow}>
              #{repeats}
            </a>
          </Fact>
        )}
      </dl>
      <CallbackBytes callback={callback} />
      {form !== null && (
        <CallbackForm
          original={callback}
          urlOnly={form === 'url'}
          title={t(form === 'url' ? 'callback.elsewhere' : 'callback.edit')}
          onClose={() => setForm(null)}
        />
      )}
    </article>
  )
}

function Due({ at }: { at: string }) {
  const left = Date.parse(at) - useNow()
  return (
    <>
      {fullTime(at)}
      {left > 0 && ` (${countdown(left)})`}
    </>
  )
}

/** What it is about, and the status in its data. An edited callback may have another one than its original. */
function titleOf(callback: Callback): string {
  const { kind, kyc_status, fields } = callback
  if (kind === 'kyc') return statusIn(fields.data) ?? kyc_status ?? t('callbacks.own')
  return `${t(`kind.${kind}`)} ${statusIn(fields.data) ?? ''}`
}

function statusIn(data: string): string | undefined {
  try {
    // Of a bank it is a list of one.
    const { kyc_status, status = kyc_status } = [JSON.parse(data)].flat()[0]
    return typeof status === 'string' ? status : undefined
  } catch {
    return undefined
  }
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
