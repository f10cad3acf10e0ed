import type { KycStatus } from '../../src/control/types.js'
import type { Agent } from '../types.js'

/** The statuses of each stage. The first one leads straight to the next stage; after a failed upload documents do. */
export const STAGES: readonly (readonly KycStatus[])[] = [
  ['BASIC_DATA'],
  ['UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'],
  ['UPLOAD_IDENTITY_SELFIE_PROGRESS'],
  ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'UPLOAD_IDENTITY_SELFIE_FAILED'],
  ['PENDING', 'SUSPICIOUS', 'NEED_TO_CHECK', 'HELP'],
  ['APPROVED', 'REJECTED'],
]

export interface Step {
  readonly status: KycStatus
  readonly at: string
}

/** The statuses that an agent has entered, in order. */
export function enteredStatuses({ history, created_at }: Agent): Step[] {
  const entered: Step[] = [{ status: 'BASIC_DATA', at: created_at }]
  for (const { kyc_status, at } of history) {
    if (kyc_status !== undefined && kyc_status !== entered.at(-1)?.status)
      entered.push({ status: kyc_status, at })
  }
  return entered
}
