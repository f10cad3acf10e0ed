import { useState } from 'preact/hooks'
import { FAULTS_BY_HAND } from '../../src/control/types.js'
import { post } from '../api.js'
import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { adjust } from '../router.js'
import { attempt, say } from '../toast.js'
import type { Callback } from '../types.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { Duration } from '../ui/duration.js'

interface Props {
  readonly title: string
  readonly onClose: () => void
  /** The callback to send again; without it, a new one is sent by hand. */
  readonly original?: Callback
  readonly urlOnly?: boolean
}

const SAMPLE = '{"agent_id":1,"agent_name":"Budi Santoso","kyc_status":"APPROVED"}'

/** A form to edit a callback and send it. */
export function CallbackForm({ title, onClose, original, urlOnly = false }: Props) {
  const company = useCompany()
  const inbox = `${location.origin}/_sandbox/inbox/${company.id}`
  const before = {
    url: original?.url ?? company.callback_url ?? inbox,
    data: original?.fields.data ?? SAMPLE,
    token: original?.fields.token ?? company.validation_token,
    fault: '',
    after: '0',
  }
  const [form, setForm] = useState(before)
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: currentTarget.value }),
  })
  const submit = async (event: Event) => {
    event.preventDefault()
    const { url, data, token, fault, after } = form
    const body = {
      ...(url !== before.url && { url }),
      ...((original === undefined || data !== before.data) && { data }),
      ...(token !== before.token && { token }),
      ...(fault !== '' && { fault }),
      ...(after !== '0' && { after }),
      ...(original === undefined && { company_id: company.id }),
    }
    const path = original === undefined ? '/callbacks' : `/callbacks/${original.id}/resend`
    const sent = await attempt(async () => {
      const made = await post<Callback>(path, body)
      adjust({ callback: String(made.id) }, true)
      say(t(after === '0' ? 'callback.resent' : 'callback.planned', { id: made.id }))
    })
    if (sent) onClose()
  }
  return (
    <Dialog title={title} onClose={onClose} wide={!urlOnly}>
      <form onSubmit={submit}>
        <label>
          URL
          <input type="url" required {...field('url')} />
        </label>
        {!urlOnly && (
          <>
            <label>
              data
              <textarea rows={8} class="mono" spellcheck={false} {...field('data')} />
            </label>
            <label>
              token
              <input class="mono" required {...field('token')} />
            </label>
            <div class="columns">
              <label>
                {t('callback.fault')}
                <select {...field('fault')}>
                  <option value="">{t('callback.no-fault')}</option>
                  {FAULTS_BY_HAND.map((fault) => (
                    <option key={fault}>{fault}</option>
                  ))}
                </select>
              </label>
              <Duration label={t('callback.after')} {...field('after')} />
            </div>
          </>
        )}
        <Choice label={t('callback.send')} onClose={onClose} />
      </form>
    </Dialog>
  )
}
