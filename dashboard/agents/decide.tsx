import { useState } from 'preact/hooks'
import type { KycStatus } from '../../src/control/types.js'
import { post, remove } from '../api.js'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { attempt, say } from '../toast.js'
import type { Agent } from '../types.js'
import { needsReason } from './needs-reason.js'
import { NextCall } from './next-call.js'
import { PendingDecision } from './pending-decision.js'
import { ReasonDialog } from './reason-dialog.js'

/** The decisions by hand, in the order of the statuses. */
const UPLOAD = [
  ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'decide.accept'],
  ['UPLOAD_IDENTITY_SELFIE_FAILED', 'decide.fail'],
  ['UPLOAD_IDENTITY_SELFIE_PROGRESS', 'decide.recheck'],
] as const

const KYC = [
  ['APPROVED', 'decide.approve'],
  ['REJECTED', 'decide.reject'],
  ['PENDING', 'decide.pending'],
  ['SUSPICIOUS', 'decide.suspicious'],
  ['NEED_TO_CHECK', 'decide.check'],
  ['HELP', 'decide.help'],
] as const

const DELAYS = ['0', '2s', '10s', '1m', '10m', '1h', '1d'] as const

/** Buttons for what can be decided about an agent now; for the others, why not. */
export function Decide({ agent, onDone }: { agent: Agent; onDone: () => void }) {
  const [after, setAfter] = useState('0')
  const [asking, ask] = useState<KycStatus | null>(null)
  const { id, kyc_status, decisions, check } = agent
  const waits = check?.due != null

  const commit = async (to: KycStatus, rejected_reason_code?: number) => {
    const delay = after === '0' ? {} : { after }
    const body = { kyc_status: to, rejected_reason_code, ...delay }
    const done = t(after === '0' ? 'decide.done' : 'decide.scheduled', { to })
    if (await attempt(() => post(`/agents/${id}/decision`, body), done)) {
      ask(null)
      onDone()
    }
  }
  const takeBack = async () => {
    await attempt(() => remove(`/agents/${id}/decision`), t('decide.taken-back'))
    onDone()
  }
  /** To keep an agent in PENDING is to cancel its scheduled decision. */
  const keeps = (to: KycStatus) => to === 'PENDING' && kyc_status === 'PENDING' && waits
  const allowed = (to: KycStatus) => decisions.includes(to) || keeps(to)
  const whyNot = (to: KycStatus) => t(to === kyc_status ? 'why.same' : `why.${kyc_status}`)
  const decide = (to: KycStatus) => {
    if (!allowed(to)) say(whyNot(to), true)
    else if (keeps(to)) takeBack()
    else if (needsReason(to)) ask(to)
    else commit(to)
  }
  const a = allowed(UPLOAD[0][0]) ? UPLOAD[0][0] : 'APPROVED'
  const r = allowed(UPLOAD[1][0]) ? UPLOAD[1][0] : 'REJECTED'
  useKeys({ a: () => decide(a), r: () => decide(r) })

  const why = `why-${id}`
  const button = ([to, label]: (typeof UPLOAD)[number] | (typeof KYC)[number]) => (
    <button
      key={to}
      type="button"
      class={to === 'APPROVED' ? 'good' : needsReason(to) ? 'danger' : ''}
      aria-disabled={!allowed(to)}
      aria-describedby={allowed(to) ? undefined : why}
      title={allowed(to) ? to : whyNot(to)}
      onClick={() => decide(to)}
    >
      {t(to === 'PENDING' && kyc_status === 'REJECTED' ? 'decide.back' : label)}
      {allowed(to) && (to === a || to === r) && (
        <span class="key" aria-hidden="true">
          {to === a ? 'a' : 'r'}
        </span>
      )}
    </button>
  )
  return (
    <section class="card decide" aria-labelledby={`decide-${id}`}>
      <header>
        <h3 id={`decide-${id}`}>{t('decide')}</h3>
        <span class="space" />
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
      </header>
      <PendingDecision agent={agent} onTakeBack={takeBack} />
      <fieldset class="buttons" aria-label={t('decide.kyc')}>
        {KYC.map(button)}
      </fieldset>
      <fieldset class="buttons" aria-label={t('decide.upload')}>
        {UPLOAD.map(button)}
      </fieldset>
      <p class="faint small" id={why}>
        {t(`why.${kyc_status}`)}
      </p>
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
