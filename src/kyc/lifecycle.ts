import type { KycStatus } from './agent.js'

/** What can happen to an agent's KYC status. */
export type Trigger =
  | 'identity-image'
  | 'selfie'
  | 'complete-pair'
  | 'identity-image-fails'
  | 'upload-check'
  | 'submit'
  | 'kyc-decision'
  | 'repair'
  | 'documents'
  | 'by-hand'

interface Transition {
  readonly from: readonly KycStatus[]
  readonly on: Trigger
  readonly to: readonly KycStatus[]
}

const UPLOADING = ['BASIC_DATA', 'UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'] as const
const WAITING = ['PENDING', 'SUSPICIOUS', 'NEED_TO_CHECK', 'HELP'] as const

/** The possible results of an upload check. PROGRESS means that the agent stays there until somebody decides it by hand. */
export const UPLOAD_DECISIONS = [
  'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  'UPLOAD_IDENTITY_SELFIE_FAILED',
  'UPLOAD_IDENTITY_SELFIE_PROGRESS',
] as const

/** The possible results of a KYC check. In the last four the agent waits until somebody decides it by hand. */
export const KYC_DECISIONS = ['APPROVED', 'REJECTED', ...WAITING] as const

/** Every change of status that there is. Any other is refused (status.not-allowed, status.by-hand.refused). */
export const TRANSITIONS: readonly Transition[] = [
  { from: UPLOADING, on: 'identity-image', to: ['UPLOAD_IDENTITY_SUCCESS'] },
  { from: UPLOADING, on: 'selfie', to: UPLOADING },
  { from: UPLOADING, on: 'complete-pair', to: ['UPLOAD_IDENTITY_SELFIE_PROGRESS'] },
  { from: UPLOADING, on: 'identity-image-fails', to: ['UPLOAD_IDENTITY_FAILED'] },
  {
    from: ['UPLOAD_IDENTITY_SELFIE_PROGRESS'],
    on: 'upload-check',
    to: ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'UPLOAD_IDENTITY_SELFIE_FAILED'],
  },
  {
    from: ['UPLOAD_IDENTITY_SELFIE_PROGRESS'],
    on: 'by-hand',
    to: ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'UPLOAD_IDENTITY_SELFIE_FAILED'],
  },
  { from: ['UPLOAD_IDENTITY_SELFIE_SUCCESS'], on: 'submit', to: ['PENDING'] },
  { from: WAITING, on: 'kyc-decision', to: KYC_DECISIONS },
  { from: WAITING, on: 'by-hand', to: KYC_DECISIONS },
  { from: ['REJECTED'], on: 'repair', to: ['PENDING'] },
  { from: ['REJECTED', 'UPLOAD_IDENTITY_SELFIE_FAILED'], on: 'documents', to: ['PENDING'] },
  {
    from: ['UPLOAD_IDENTITY_SELFIE_FAILED'],
    on: 'by-hand',
    to: ['UPLOAD_IDENTITY_SELFIE_PROGRESS', 'UPLOAD_IDENTITY_SELFIE_SUCCESS'],
  },
  { from: ['REJECTED'], on: 'by-hand', to: ['PENDING', 'APPROVED'] },
]

/** The statuses that a decision by hand can lead to, without the present one. */
export function decisionsByHand(from: KycStatus): readonly KycStatus[] {
  const row = TRANSITIONS.find(({ on, from: starts }) => on === 'by-hand' && starts.includes(from))
  return row === undefined ? [] : row.to.filter((status) => status !== from)
}

/** Whether this can happen in the status. */
export function allows(from: KycStatus, on: Trigger): boolean {
  return TRANSITIONS.some((row) => row.on === on && row.from.includes(from))
}

const ANNOUNCED: ReadonlySet<KycStatus> = new Set([
  'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  'UPLOAD_IDENTITY_SELFIE_FAILED',
  'APPROVED',
  'REJECTED',
])

/** Whether Flip sends a callback when an agent enters this status. */
export function isAnnounced(status: KycStatus): boolean {
  return ANNOUNCED.has(status)
}

/** The check that is under way in this status; null when there is none. */
export function checkUnderWay(status: KycStatus): 'upload' | 'kyc' | null {
  if (status === 'UPLOAD_IDENTITY_SELFIE_PROGRESS') return 'upload'
  return (WAITING as readonly KycStatus[]).includes(status) ? 'kyc' : null
}

/** Whether an agent never leaves this status. */
export function isFinalStatus(status: KycStatus): boolean {
  return TRANSITIONS.every(({ from }) => !from.includes(status))
}
