import { useRef, useState } from 'preact/hooks'
import { CANCEL_REASONS, type CancelReason } from '../../src/control/types.js'
import { post } from '../api.js'
import { useNow } from '../company-clock.js'
import { countdown } from '../format.js'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { attempt, say } from '../toast.js'
import type { Transfer } from '../types.js'
import { Dialog } from '../ui/dialog.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'

/** Ends a transfer by hand: done, or cancelled with a reason. One that has ended offers nothing. */
export function TransferDecision(props: { transfer: Transfer; onDone: () => void }) {
  const { transfer, onDone } = props
  const [asking, ask] = useState(false)
  const done = useRef<HTMLButtonElement>(null)
  const heading = useKeptFocus<HTMLHeadingElement>()
  const pending = transfer.status === 'PENDING'
  const end = async (status: 'DONE' | 'CANCELLED', reason?: CancelReason) => {
    const path = `/disbursements/${transfer.id}/decision`
    if (await attempt(() => post(path, { status, reason }), t('decide.done', { to: status }))) {
      ask(false)
      onDone()
    }
  }
  /** A key decides nothing by itself. Where nothing can be decided, it says why. */
  const ifPending = (act: () => void) => () =>
    pending ? act() : say(t('transfer.final', { status: transfer.status }), true)
  useKeys({ a: ifPending(() => done.current?.focus()), r: ifPending(() => ask(true)) })
  return (
    <section class="card decide" aria-labelledby="decide-transfer">
      <header>
        <h3 id="decide-transfer" ref={heading} tabIndex={-1}>
          {t('decide')}
        </h3>
        {pending && (
          <>
            <button ref={done} type="button" class="good" title="DONE" onClick={() => end('DONE')}>
              {t('transfer.done')}
              <span class="key" aria-hidden="true" data-key="a" />
            </button>
            <button type="button" class="danger" title="CANCELLED" onClick={() => ask(true)}>
              {t('transfer.cancel')}
              <span class="key" aria-hidden="true" data-key="r" />
            </button>
          </>
        )}
      </header>
      {pending ? (
        <Waiting due={transfer.due} />
      ) : (
        <p class="faint small">{t('transfer.final', { status: transfer.status })}</p>
      )}
      {asking && (
        <Dialog title={t('reason.title', { to: 'CANCELLED' })} onClose={() => ask(false)}>
          <ul class="reasons words" aria-label={t('transfer.reasons')}>
            {CANCEL_REASONS.map((reason) => (
              <li key={reason}>
                <button type="button" onClick={() => end('CANCELLED', reason)}>
                  {reason}
                </button>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </section>
  )
}

/** When something ends by itself; without a time, it waits for somebody. */
export function Waiting({ due }: { due: string | null }) {
  const now = useNow()
  return due === null ? (
    <p class="faint small">{t('check.waits')}</p>
  ) : (
    <p class="notice">{t('transfer.due', { when: countdown(Date.parse(due) - now) })}</p>
  )
}
