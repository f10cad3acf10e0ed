import { useState } from 'preact/hooks'
import { t } from '../i18n/index.js'
import { Duration } from '../ui/duration.js'
import { faultSentence } from './fault-sentence.js'

const KINDS = [
  'no-answer',
  'connection-reset',
  'cut-body',
  'upload-cut',
  'ip-not-whitelisted',
] as const
/** Those that Flip or a proxy before it may answer. */
const STATUSES = '400 401 403 404 409 422 429 500 502 503 504'.split(' ')
const NEW = {
  method: '',
  path: '',
  nth: '',
  probability: '1',
  latency: '0',
  what: '503',
  bytes: '',
}

/** A form for a fault, with the sentence that says what it will do. */
export function AddFault({ onAdd }: { onAdd: (fault: object) => Promise<boolean> }) {
  const [form, setForm] = useState(NEW)
  const field = (name: keyof typeof NEW) => ({
    value: form[name],
    onInput: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  })
  const { method, path, nth, probability, latency, what, bytes } = form
  const cut = what === 'upload-cut'
  const status = /^\d+$/.test(what) ? Number(what) : null
  const fault = {
    ...(method !== '' && { method }),
    ...(path !== '' && { path }),
    ...(nth !== '' && { nth: Number(nth) }),
    probability: Number(probability),
    latency,
    ...(status !== null ? { status } : what !== '' && { fault: what }),
    ...(cut && bytes !== '' && { after_bytes: Number(bytes) }),
  }
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await onAdd(fault)) setForm(NEW)
  }
  const described = {
    method: null,
    path: null,
    nth: null,
    status: null,
    fault: null,
    after_bytes: 0,
    ...fault,
  }
  return (
    <section class="card" aria-labelledby="add-fault">
      <h2 id="add-fault">{t('faults.add')}</h2>
      <form onSubmit={submit}>
        <div class="columns">
          <label>
            {t('faults.method')}
            <select {...field('method')}>
              <option value="">{t('faults.any')}</option>
              <option>GET</option>
              <option>POST</option>
              <option>PUT</option>
            </select>
          </label>
          <label>
            {t('faults.path')}
            <input placeholder="/users/*/submit" {...field('path')} />
          </label>
          <label>
            {t('faults.nth')}
            <input type="number" min={1} placeholder={t('faults.every')} {...field('nth')} />
          </label>
          <label>
            {t('faults.probability')}
            <input type="number" min={0} max={1} step="any" required {...field('probability')} />
          </label>
          <Duration label={t('faults.latency')} {...field('latency')} />
          <label>
            {t('faults.what')}
            <select {...field('what')}>
              <option value="">{t('faults.only-late')}</option>
              {STATUSES.map((one) => (
                <option key={one}>{one}</option>
              ))}
              {KINDS.map((kind) => (
                <option key={kind}>{kind}</option>
              ))}
            </select>
          </label>
          {cut && (
            <label>
              {t('faults.bytes')}
              <input type="number" min={0} placeholder="0" {...field('bytes')} />
            </label>
          )}
        </div>
        <p class="notice">{faultSentence(described)}</p>
        <footer>
          <button type="submit" class="primary">
            {t('faults.add')}
          </button>
        </footer>
      </form>
    </section>
  )
}
