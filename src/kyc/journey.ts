import type { Agent, AgentData, Check, StoredImage, SupportingDocument } from './agent.js'
import type { AgentChange } from './changes.js'

/** Which changes an accepted call makes to its agent. */

/** Plans the agent's next check of a kind, as its scenario has it. */
export type PlanCheck = (kind: Check['kind']) => Check

/**
 * An identity image or selfie before the upload check (status.upload.identity-image, status.upload.selfie,
 * status.upload.pair).
 */
export function uploadImage(
  agent: Agent,
  image: StoredImage,
  fails: boolean,
  planCheck: PlanCheck,
): AgentChange[] {
  const agent_id = agent.id
  if (fails)
    return [{ type: 'image-failed', agent_id, image, kyc_status: 'UPLOAD_IDENTITY_FAILED' }]
  const completes = image.kind === 'selfie' ? agent.identity_image !== null : agent.selfie !== null
  if (completes) {
    return [
      { type: 'image-uploaded', agent_id, image, kyc_status: 'UPLOAD_IDENTITY_SELFIE_PROGRESS' },
      { type: 'check-scheduled', agent_id, check: planCheck('upload') },
    ]
  }
  const kyc_status = image.kind === 'selfie' ? agent.kyc_status : 'UPLOAD_IDENTITY_SUCCESS'
  return [{ type: 'image-uploaded', agent_id, image, kyc_status }]
}

export function submission(agent: Agent, planCheck: PlanCheck): AgentChange[] {
  return [
    { type: 'kyc-submitted', agent_id: agent.id, kyc_status: 'PENDING' },
    { type: 'check-scheduled', agent_id: agent.id, check: planCheck('kyc') },
  ]
}

/** What a remedy sends: new data, a new image, or documents. */
export type RemedyContent =
  | { readonly type: 'agent-repaired'; readonly data: AgentData }
  | { readonly type: 'image-repaired'; readonly image: StoredImage }
  | { readonly type: 'documents-uploaded'; readonly documents: readonly SupportingDocument[] }

/** A remedy leads to a KYC decision, without a submit (status.remedy.after-failed-upload, status.remedy.after-rejection). */
export function remedy(agent: Agent, content: RemedyContent, planCheck: PlanCheck): AgentChange[] {
  return [
    { ...content, agent_id: agent.id, kyc_status: 'PENDING' },
    { type: 'check-scheduled', agent_id: agent.id, check: planCheck('kyc') },
  ]
}
