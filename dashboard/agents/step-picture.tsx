import { fullTime } from '../format.js'
import { t } from '../i18n/index.js'
import type { Agent } from '../types.js'
import { kycTone } from '../ui/status.js'
import { enteredStatuses, STAGES } from './stages.js'

/** The status as a picture: every stage, the stages that the agent has entered, numbered, and where it is now. */
export function StepPicture({ agent }: { agent: Agent }) {
  const entered = enteredStatuses(agent)
  return (
    <ol class="steps" aria-label={t('steps')}>
      {STAGES.map((stage) => (
        <li key={stage[0]}>
          {stage.map((status) => {
            const visits = entered.flatMap((step, index) => (step.status === status ? [index] : []))
            const here = agent.kyc_status === status
            const last = entered[visits.at(-1) ?? -1]
            return (
              <span
                key={status}
                class={`step ${kycTone(status)} ${visits.length > 0 ? 'been' : ''} ${here ? 'here' : ''}`}
                aria-current={here ? 'step' : undefined}
                title={last && fullTime(last.at)}
              >
                <span class="step-name">
                  {status.split('_').map((word, index) => (
                    <>
                      {index > 0 && '_'}
                      <wbr />
                      {word}
                    </>
                  ))}
                </span>
                {visits.length > 0 && (
                  <span class="step-turns">
                    <span class="unseen">{t('steps.been')} </span>
                    {visits.map((index) => index + 1).join(' · ')}
                  </span>
                )}
              </span>
            )
          })}
        </li>
      ))}
    </ol>
  )
}
