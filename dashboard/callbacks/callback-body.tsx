import { exactJson, parseExact } from '../exact-json.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import type { Callback } from '../types.js'
import { Raw } from '../ui/raw.js'
import { AttemptsOf } from './attempts.js'
import { noteOn } from './note.js'

/** A callback's fields and bytes, and the receiver's answer. */
export function CallbackBody({ id }: { id: number }) {
  const { value } = useResource<Callback>(`/callbacks/${id}`, (event) => event.callback_id === id)
  return value === null ? null : <CallbackBytes callback={value} />
}

export function CallbackBytes({ callback }: { callback: Callback }) {
  const { fields, request, error, note, attempts, state } = callback
  // While it waits for the next attempt, the answer to the last one is the latest there is.
  const response = callback.response ?? attempts.at(-1)?.response ?? null
  return (
    <>
      {error !== null && (
        <p class="notice bad" lang="en">
          {error}
        </p>
      )}
      {note !== null && <p class="notice">{noteOn(callback)}</p>}
      {(attempts.length > 1 || (attempts.length > 0 && state === 'scheduled')) && (
        <section class="card">
          <h3>{t('callback.attempts')}</h3>
          <AttemptsOf callback={callback} />
        </section>
      )}
      <div class="pair">
        <section class="card">
          <h3>{t('callback.fields')}</h3>
          <Fields data={fields.data} token={fields.token} />
        </section>
        <Raw title={t('raw.request')} text={request} />
      </div>
      <Raw title={response === null ? t('raw.no-answer') : t('raw.answer')} text={response ?? ''} />
    </>
  )
}

/** The JSON of `data` key by key, and the token. */
export function Fields({ data, token }: { data: unknown; token: string | null }) {
  return (
    <dl class="fields one">
      {entriesOf(data).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="mono">{value}</dd>
        </div>
      ))}
      <div>
        <dt>token</dt>
        <dd class="mono">{token ?? '–'}</dd>
      </div>
    </dl>
  )
}

function entriesOf(data: unknown): [string, string][] {
  try {
    const read: unknown = typeof data === 'string' ? parseExact(data) : data
    if (typeof read === 'object' && read !== null)
      return Object.entries(read).map(([name, value]) => [name, exactJson(value)])
  } catch {
    // A fault has cut the body in half.
  }
  return [['data', String(data)]]
}
