import { AttemptsOf } from '../callbacks/attempts.js'
import { clockTime, fullTime } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { address, follow } from '../router.js'
import type { Callback, Transfer } from '../types.js'
import { Delivery, Money } from '../ui/status.js'

/** What has happened to a transfer, newest first: its callbacks with each attempt, its end, its beginning. */
export function TransferTimeline({ transfer }: { transfer: Transfer }) {
  const { id, created_at, ended_at, status, reason, callbacks } = transfer
  return (
    <section class="card timeline" aria-labelledby="timeline-transfer">
      <header>
        <h3 id="timeline-transfer">{t('timeline')}</h3>
      </header>
      <ol>
        {callbacks.toReversed().map((callback) => (
          <CallbackItem key={callback.id} id={callback.id} />
        ))}
        {ended_at !== null && (
          <Change at={ended_at} type="disbursement-ended">
            <Money status={status} /> {reason !== null && <span class="faint small">{reason}</span>}
          </Change>
        )}
        <Change at={created_at} type="disbursement-created">
          <span class="faint small">#{id}</span>
        </Change>
      </ol>
    </section>
  )
}

interface ChangeProps {
  readonly at: string
  readonly type: string
  readonly children: preact.ComponentChildren
}

function Change({ at, type, children }: ChangeProps) {
  return (
    <li class="change">
      <div class="summary">
        <time class="faint mono small" dateTime={at} title={fullTime(at)}>
          {clockTime(at)}
        </time>
        <span class="line">
          <span class="kind">{t('timeline.change')}</span>
          <span>{worded('change', type)}</span>
          {children}
        </span>
      </div>
    </li>
  )
}

/** A callback, with a link to its bytes, and each time that it was sent or will be. */
function CallbackItem({ id }: { id: number }) {
  const { value } = useResource<Callback>(`/callbacks/${id}`, (event) => event.callback_id === id)
  if (value === null) return null
  const at = value.sent_at ?? value.due
  return (
    <li class={`callback ${value.state}`}>
      <div class="summary">
        <time class="faint mono small" dateTime={at} title={fullTime(at)}>
          {clockTime(at)}
        </time>
        <span class="line">
          <span class="kind">{t('timeline.callback')}</span>
          <a href={address({ page: 'callbacks', callback: String(id) })} onClick={follow}>
            #{id}
          </a>
          <Delivery state={value.state} />
          {value.fault !== null && <span class="faint small">{value.fault}</span>}
        </span>
      </div>
      <AttemptsOf callback={value} />
    </li>
  )
}
