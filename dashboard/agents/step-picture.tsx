import type { KycStatus } from '../../src/control/types.js'
import { fullTime } from '../format.js'
import { t } from '../i18n/index.js'
import type { Agent } from '../types.js'
import { kycTone } from '../ui/status.js'
import { enteredStatuses, STAGES } from './stages.js'

/** Every status of the upload begins with this. What comes after it is the second line of a label. */
const FIRST_LINE = /^UPLOAD_IDENTITY_/

/** The journey as a line of stages: the statuses that the agent has entered, numbered, and where it is now. */
export function StepPicture({ agent }: { agent: Agent }) {
  const entered = enteredStatuses(agent)
  const been = (status: KycStatus) => entered.some((step) => step.status === status)
  return (
    <ol class="steps" aria-label={t('steps')}>
      {STAGES.map((stage, at) => {
        const visited = stage.filter(been)
        const end = at === STAGES.length - 1
        // Of a stage that is still to come, the status that leads on; at the end, both.
        const shown = visited.length > 0 ? visited : stage.slice(0, end ? 2 : 1)
        return (
          <li key={stage[0]}>
            {shown.map((status) => (
              <Step key={status} {...{ agent, status, entered }} />
            ))}
          </li>
        )
      })}
    </ol>
  )
}

function Step(props: {
  readonly agent: Agent
  readonly status: KycStatus
  readonly entered: ReturnType<typeof enteredStatuses>
}) {
  const { agent, status, entered } = props
  const visits = entered.flatMap((step, index) => (step.status === status ? [index] : []))
  const here = agent.kyc_status === status
  const last = entered[visits.at(-1) ?? -1]
  const [first = ''] = FIRST_LINE.exec(status) ?? []
  return (
    <span
      class={`step ${visits.length > 0 ? 'been' : ''} ${here ? 'here' : ''}`}
      aria-current={here ? 'step' : undefined}
      title={last && `${status} ${fullTime(last.at)}`}
    >
      <span class={`step-turns ${visits.length > 0 ? kycTone(status) : ''}`}>
        {visits.length > 0 && <span class="unseen">{t('steps.been')} </span>}
        {/* An agent can be repaired any number of times. */}
        {visits
          .slice(-3)
          .map((index) => index + 1)
          .join(' · ')}
      </span>
      <span class="step-name">
        {first}
        <wbr />
        {status.slice(first.length)}
      </span>
    </span>
  )
}
