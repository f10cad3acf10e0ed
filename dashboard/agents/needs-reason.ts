import type { KycStatus } from '../../src/control/types.js'

/** The same as in `kyc/lifecycle`, whose table of transitions would make the page larger. */
export function needsReason(status: KycStatus): boolean {
  return status === 'REJECTED' || status === 'UPLOAD_IDENTITY_SELFIE_FAILED'
}
