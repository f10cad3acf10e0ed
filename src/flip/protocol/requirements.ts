import type { Agent } from '../../kyc/agent.js'
import { isBlank } from '../../kyc/blank.js'
import { allows, type Trigger } from '../../kyc/lifecycle.js'
import { type Refusal, refusal } from '../../kyc/refusals.js'
import { REMEDY_CALLS, remediesOf, remedyFits } from '../../kyc/rejection-reasons.js'
import { agentOfCompany, NO_SUCH_AGENT } from './agent-of-company.js'
import type { AgentCall, FlipCall, Requirement } from './endpoint.js'
import { type Answer, kycError } from './errors.js'

// The requirements that several endpoints of the KYC host share, in the order in which they are checked (errors.kyc-host.order).

const refuse = (code: Refusal['code'], hint: string): Answer => kycError(refusal(code, hint))

export function userType(call: FlipCall): Answer | undefined {
  const value = call.form['user_type']
  if (isBlank(value))
    return refuse(
      403,
      misread(call) ?? 'user_type is missing: send user_type=1, on a GET in the query.',
    )
  if (value !== '1') return refuse(4002, 'user_type must be 1, which stands for an agent.')
  return undefined
}

/** The client's mistake, when it sent a body that is not what its Content-Type says. */
function misread({ form, files }: FlipCall): string | undefined {
  const first = Object.keys(form)[0]?.trimStart() ?? ''
  if (first.startsWith('--')) {
    return 'user_type was not found, because the Content-Type of this multipart body names no boundary: let your HTTP client set that header.'
  }
  if (first.startsWith('{')) {
    return "user_type was not found, because the body is JSON under a form's Content-Type: send a form."
  }
  if (files.has('user_type'))
    return 'user_type came as a file part: send it as a plain field, user_type=1.'
  return undefined
}

export function idIsNumber({ id }: FlipCall): Answer | undefined {
  if (/^\d+$/.test(id)) return undefined
  return refuse(400, 'The id in the path must be a number: the id that POST /agents has answered.')
}

/** The agent whom a field or the path names on the KYC host. */
export function findUser(call: FlipCall, id = call.id): Agent | Answer {
  return agentOfCompany(call, id) ?? refuse(1011, NO_SUCH_AGENT)
}

/** 4010 when the agent's status does not allow the call. */
export function statusAllows(trigger: Trigger, advice: string): Requirement<AgentCall> {
  return ({ agent }) =>
    allows(agent.kyc_status, trigger)
      ? undefined
      : refuse(
          4010,
          `The agent is in ${agent.kyc_status}, which does not allow this call: ${advice}`,
        )
}

/**
 * 4006 when this remedy does not fit the reason of the rejection, or no call does. A failed upload asks for documents,
 * whatever its reason (kyc.documents.after-failed-upload).
 */
export function remedyMatches(remedy: Parameters<typeof remedyFits>[0]): Requirement<AgentCall> {
  return ({ agent: { kyc_status, rejected_reason_code: code } }) => {
    if (kyc_status !== 'REJECTED' || code === null || remedyFits(remedy, code)) return undefined
    const fitting = remediesOf(code)
    if (fitting.includes('cx') || fitting.includes('none')) {
      return refuse(
        4006,
        `Reason ${code} has no remedy over the API; only a decision by hand helps.`,
      )
    }
    const calls = fitting.map((one) => REMEDY_CALLS[one as keyof typeof REMEDY_CALLS])
    return refuse(4006, `Reason ${code} is remedied by ${calls.join(' or ')}.`)
  }
}

/** 4011 when no repairs are left. */
export function repairsLeft({ agent, company }: AgentCall): Answer | undefined {
  if (agent.repairs < company.max_repairs) return undefined
  return refuse(
    4011,
    `The agent has used its ${company.max_repairs} repairs; from now on only POST /documents helps.`,
  )
}
