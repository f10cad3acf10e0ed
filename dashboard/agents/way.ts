import type { KycStatus } from '../../src/control/types.js'
import type { Agent } from '../types.js'

/** Where an agent can be at each stage of its way: the way straight on first, then what leads aside. */
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
export function wayOf({ history, created_at }: Agent): Step[] {
  const way: Step[] = [{ status: 'BASIC_DATA', at: created_at }]
  for (const { kyc_status, at } of history) {
    if (kyc_status !== undefined && kyc_status !== way.at(-1)?.status)
      way.push({ status: kyc_status, at })
  }
  return way
}
