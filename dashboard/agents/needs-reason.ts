import type { KycStatus } from '../../src/control/types.js'

/** As `kyc/lifecycle` has it; that file's table of transitions is too large for what the page would use of it. */
export function needsReason(status: KycStatus): boolean {
  return status === 'REJECTED' || status === 'UPLOAD_IDENTITY_SELFIE_FAILED'
}
