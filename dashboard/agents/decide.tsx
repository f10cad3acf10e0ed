import { useEffect, useRef, useState } from 'preact/hooks'
import { type KycStatus, needsReason } from '../../src/control/types.js'
import { post, remove } from '../api.js'
import { type Key, t, worded } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { attempt, say } from '../toast.js'
import type { Agent } from '../types.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { NextCall } from './next-call.js'
import { PendingDecision } from './pending-decision.js'
import { ReasonDialog } from './reason-dialog.js'

type Decision = readonly [KycStatus, Key]

/** Usually an upload is accepted or failed, and a KYC approved or rejected. */
const USUAL: readonly Decision[] = [
  ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'decide.accept'],
  ['UPLOAD_IDENTITY_SELFIE_FAILED', 'decide.fail'],
  ['APPROVED', 'decide.approve'],
  ['REJECTED', 'decide.reject'],
]

const OTHER: readonly Decision[] = [
  ['UPLOAD_IDENTITY_SELFIE_PROGRESS', 'decide.recheck'],
  ['PENDING', 'decide.pending'],
  ['SUSPICIOUS', 'decide.suspicious'],
  ['NEED_TO_CHECK', 'decide.check'],
  ['HELP', 'decide.help'],
]

const DELAYS = ['0', '2s', '10s', '1m', '10m', '1h', '1d'] as const

/** Buttons for what can be decided about an agent now; where nothing can, why not. */
export function Decide({ agent, onDone }: { agent: Agent; onDone: () => void }) {
  const [after, setAfter] = useState('0')
  const [asking, ask] = useState<KycStatus | null>(null)
  const [more, showMore] = useState(false)
  const { id, kyc_status, decisions } = agent
  const watch = useFailureOf(agent)
  const approve = useRef<HTMLButtonElement>(null)
  const heading = useKeptFocus<HTMLHeadingElement>()

  const commit = async (to: KycStatus, rejected_reason_code?: number) => {
    const delay = after === '0' ? {} : { after }
    const body = { kyc_status: to, rejected_reason_code, ...delay }
    const done = t(after === '0' ? 'decide.done' : 'decide.scheduled', { to })
    const last = agent.callbacks.at(-1)?.id ?? 0
    if (await attempt(() => post(`/agents/${id}/decision`, body), done)) {
      if (after === '0') watch({ to, last })
      ask(null)
      onDone()
    }
  }
  const takeBack = async () => {
    await attempt(() => remove(`/agents/${id}/decision`), t('decide.taken-back'))
    onDone()
  }
  const possible = ([to]: Decision) => decisions.includes(to)
  const usual = USUAL.filter(possible)
  const others = OTHER.filter(possible)
  const decide = (to: KycStatus) => (needsReason(to) ? ask(to) : commit(to))
  /** A key decides nothing by itself: it goes to the button, or asks for the reason. Where there is none, it says why. */
  const byKey = (bad: boolean) => () => {
    const found = usual.find(([to]) => needsReason(to) === bad)
    if (found === undefined) say(worded('why', kyc_status), true)
    else if (bad) ask(found[0])
    else approve.current?.focus()
  }
  useKeys({ a: byKey(false), r: byKey(true) })

  const button = (key: string | null, [to, label]: Decision) => (
    <button
      key={to}
      ref={key === 'a' ? approve : null}
      type="button"
      class={to === 'APPROVED' ? 'good' : needsReason(to) ? 'danger' : ''}
      title={to}
      onClick={() => decide(to)}
    >
      {t(to === 'PENDING' && kyc_status === 'REJECTED' ? 'decide.back' : label)}
      {key !== null && <span class="key" aria-hidden="true" data-key={key} />}
    </button>
  )
  return (
    <section class="card decide" aria-labelledby={`decide-${id}`}>
      <header>
        <h3 id={`decide-${id}`} ref={heading} tabIndex={-1}>
          {t('decide')}
        </h3>
        {usual.map((one) => button(needsReason(one[0]) ? 'r' : 'a', one))}
        {others.length > 0 && (
          <button type="button" class="quiet" aria-expanded={more} onClick={() => showMore(!more)}>
            {t('decide.other')}
          </button>
        )}
        {more && others.map((one) => button(null, one))}
        <span class="space" />
        {decisions.length > 0 && (
          <label class="inline">
            {t('decide.after')}
            <select value={after} onChange={(event) => setAfter(event.currentTarget.value)}>
              {DELAYS.map((delay) => (
                <option key={delay} value={delay}>
                  {delay === '0' ? t('decide.now') : delay}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      <PendingDecision agent={agent} onTakeBack={takeBack} />
      <NextCall agent={agent} onDone={onDone} />
      {asking !== null && (
        <ReasonDialog
          to={asking}
          onChoose={(code) => commit(asking, code)}
          onClose={() => ask(null)}
        />
      )}
    </section>
  )
}

/** Tells the user when the callback of a decision just made fails. @returns what to call with the decision and the agent's last callback before it */
function useFailureOf(agent: Agent) {
  const decided = useRef<{ readonly to: KycStatus; readonly last: number } | null>(null)
  useEffect(() => {
    if (decided.current === null) return
    const { to, last } = decided.current
    const sent = agent.callbacks.find(({ id, kyc_status }) => id > last && kyc_status === to)
    if (sent === undefined || sent.state === 'scheduled' || sent.state === 'sending') return
    decided.current = null
    if (sent.state === 'failed' && sent.error !== null)
      say(t('decide.failed', { to, fault: sent.error }), true)
  }, [agent])
  return (made: { readonly to: KycStatus; readonly last: number }) => {
    decided.current = made
  }
}
