import type { ControlCalls } from '../client/control-calls.js'
import type { KycStatus } from '../kyc/agent.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'
import type { ScenarioName } from '../kyc/scenario-name.js'
import { needsReason } from '../kyc/words.js'
import { callFlip, type FlipCall, flipCalls } from './flip-calls.js'
import type { AgentFields } from './sample-agent.js'

/** Where an agent should stand in the end. */
export interface Wanted {
  readonly kyc_status: KycStatus
  /** Needed for the two statuses that have a reason. */
  readonly rejected_reason_code?: RejectionReasonCode
}

/**
 * Makes an agent through the emulated API, and brings it to a status. It then follows the scenario of that status, so
 * that a rejected one can be repaired.
 * @param authorization header of its company
 * @param wanted without it, the agent is only created, and follows the scenario that the sandbox chooses
 * @param scenario what it follows instead of the scenario of its status
 * @returns its id
 * @throws {Error | SandboxError}
 */
export async function makeAgent(
  client: ControlCalls,
  authorization: string,
  fields: AgentFields,
  wanted?: Wanted,
  scenario?: ScenarioName,
): Promise<number> {
  const call = async (one: FlipCall): Promise<string> => {
    const answer = await callFlip(client.url, authorization, one)
    if (answer?.ok) return answer.text
    const why =
      answer === null
        ? 'got no whole answer; flip-sandbox faults clear takes faults away'
        : `was answered ${answer.status}: ${answer.hint}`
    throw new Error(`${one.method} ${one.path} ${why}`)
  }
  const { id } = JSON.parse(await call(flipCalls.create(fields))) as { id: number }
  if (scenario !== undefined) await client.setScenario(id, scenario)
  if (wanted === undefined || wanted.kyc_status === 'BASIC_DATA') return id
  const { kyc_status } = wanted
  if (scenario === undefined) await client.setScenario(id, scenarioFor(wanted))
  await call(flipCalls.upload(id, false))
  if (kyc_status === 'UPLOAD_IDENTITY_SUCCESS' || kyc_status === 'UPLOAD_IDENTITY_FAILED') return id
  await call(flipCalls.upload(id, true))
  if (kyc_status === 'UPLOAD_IDENTITY_SELFIE_PROGRESS') return id
  if (kyc_status === 'UPLOAD_IDENTITY_SELFIE_FAILED') return reach(client, id, wanted)
  await reach(client, id, { kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
  if (kyc_status === 'UPLOAD_IDENTITY_SELFIE_SUCCESS') return id
  await call(flipCalls.submit(id))
  return kyc_status === 'PENDING' ? id : reach(client, id, wanted)
}

/** Decides by hand what a company's `callback_delay` holds back. @throws {SandboxError} when it does not get there */
async function reach(client: ControlCalls, id: number, wanted: Wanted): Promise<number> {
  const { kyc_status, rejected_reason_code } = wanted
  if ((await client.agent(id)).kyc_status === kyc_status) return id
  const decision = {
    kycStatus: kyc_status,
    ...(rejected_reason_code !== undefined && { rejectedReasonCode: rejected_reason_code }),
  }
  // The scenario may decide meanwhile: then this is refused, and the agent is there all the same.
  await client.decide(id, decision).catch(() => {})
  await client.waitFor({ agentId: id, kycStatus: kyc_status, timeout: '1s' })
  return id
}

function scenarioFor({ kyc_status, rejected_reason_code }: Wanted): ScenarioName {
  switch (kyc_status) {
    case 'UPLOAD_IDENTITY_FAILED':
      return 'image-failed'
    case 'UPLOAD_IDENTITY_SELFIE_PROGRESS':
      return 'manual'
    case 'UPLOAD_IDENTITY_SELFIE_FAILED':
      return `upload-failed-${rejected_reason_code}`
    case 'PENDING':
      return 'pending'
    case 'SUSPICIOUS':
      return 'suspicious'
    case 'NEED_TO_CHECK':
      return 'need-to-check'
    case 'HELP':
      return 'help'
    case 'REJECTED':
      return `rejected-${rejected_reason_code}`
    default:
      return 'approved'
  }
}

/** Why a status and a reason do not go together; null where they do. */
export function mismatch(
  kyc_status: KycStatus | undefined,
  rejected_reason_code: unknown,
): 'needs-reason' | 'takes-no-reason' | null {
  const needed = kyc_status !== undefined && needsReason(kyc_status)
  if (needed === (rejected_reason_code !== undefined)) return null
  return needed ? 'needs-reason' : 'takes-no-reason'
}
