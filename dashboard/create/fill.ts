import {
  KYC_STATUSES,
  type KycStatus,
  needsReason,
  REJECTION_REASON_CODES,
} from '../../src/control/types.js'
import { post, put } from '../api.js'
import type { Company } from '../types.js'
import { creation, identityUpload, perform, selfieUpload, submission } from './client.js'
import { sampleAgent } from './sample-data.js'

/** How many agents are created at a time. A browser has six connections for a page, and the event stream takes one. */
const AT_ONCE = 4

/** Creates `each` agents in every status. @param tell called with the number of those that are ready */
export async function fill(
  company: Company,
  each: number,
  tell: (done: number) => void,
  stopped: () => boolean,
): Promise<void> {
  const wanted = Array.from({ length: each }, () => KYC_STATUSES).flat()
  let next = 0
  let done = 0
  const worker = async () => {
    while (next < wanted.length && !stopped()) {
      const turn = next++
      const status = wanted[turn] as KycStatus
      await bringTo(company, status, reasonFor(turn))
      tell(++done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

/** Takes a new agent to a status by the calls that a client would make. The decisions are made by hand. */
async function bringTo(company: Company, status: KycStatus, code: number): Promise<void> {
  const form = sampleAgent()
  const id = Number((await perform(company, creation(form))).id)
  const failing = status === 'UPLOAD_IDENTITY_FAILED'
  await put(`/agents/${id}/scenario`, { scenario: failing ? 'image-failed' : 'manual' })
  if (status === 'BASIC_DATA') return
  await perform(company, identityUpload(id, form))
  if (failing || status === 'UPLOAD_IDENTITY_SUCCESS') return
  await perform(company, selfieUpload(id, form))
  if (status === 'UPLOAD_IDENTITY_SELFIE_PROGRESS') return
  const decide = (kyc_status: KycStatus) =>
    post(`/agents/${id}/decision`, {
      kyc_status,
      ...(needsReason(kyc_status) && { rejected_reason_code: code }),
    })
  if (status === 'UPLOAD_IDENTITY_SELFIE_FAILED') return void (await decide(status))
  await decide('UPLOAD_IDENTITY_SELFIE_SUCCESS')
  if (status === 'UPLOAD_IDENTITY_SELFIE_SUCCESS') return
  await perform(company, submission(id))
  if (status !== 'PENDING') await decide(status)
}

function reasonFor(turn: number): number {
  return REJECTION_REASON_CODES[(turn * 7) % REJECTION_REASON_CODES.length] as number
}
