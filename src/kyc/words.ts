/** The fixed words of agents and callbacks. They are apart from the definitions, so that the page and the client need not load those. */

/** Every status an agent can have (status.all). */
export const KYC_STATUSES = [
  'BASIC_DATA',
  'UPLOAD_IDENTITY_SUCCESS',
  'UPLOAD_IDENTITY_FAILED',
  'UPLOAD_IDENTITY_SELFIE_PROGRESS',
  'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  'UPLOAD_IDENTITY_SELFIE_FAILED',
  'PENDING',
  'SUSPICIOUS',
  'NEED_TO_CHECK',
  'HELP',
  'APPROVED',
  'REJECTED',
] as const

/** Where an agent stands in Flip's verification. */
export type KycStatus = (typeof KYC_STATUSES)[number]

/** Whether an agent in this status has a rejection reason. */
export function needsReason(status: KycStatus): boolean {
  return status === 'REJECTED' || status === 'UPLOAD_IDENTITY_SELFIE_FAILED'
}

/** The status of the agent's account. It has nothing to do with the KYC status (agents.get.status). */
export const AGENT_STATUSES = ['ACTIVE', 'DELETED', 'BLACKLISTED', 'BLOCKED'] as const

/** State of an agent's account; no KYC status. */
export type AgentStatus = (typeof AGENT_STATUSES)[number]

/** The kinds of supporting documents, in the order of answers (kyc.documents.order). */
export const DOCUMENT_KINDS = [
  'student_card',
  'employee_card',
  'last_certificate',
  'passport',
  'family_card',
  'driving_license',
  'married_card',
  'npwp',
  'bpjs_kesehatan',
] as const

export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

/** The name of an image's file. Nothing else fits, in particular no path out of its folder. */
export const IMAGE_FILE = /^[0-9a-f]{24}\.(png|jpg)$/

/** A key or a token: characters that need no escaping in a header, a form field or Basic authorization. */
export const SECRET = /^[!-9;-~]{1,300}$/

/** What a callback is about; each kind has a URL of its own. */
export const CALLBACK_KINDS = ['kyc', 'disbursement', 'inquiry', 'bank-status'] as const

/** What a callback is about. */
export type CallbackKind = (typeof CALLBACK_KINDS)[number]

/** The setting of a company that says where callbacks of a kind go. */
export const URL_SETTINGS = {
  kyc: 'callback_url',
  disbursement: 'disbursement_callback_url',
  inquiry: 'inquiry_callback_url',
  'bank-status': 'bank_status_callback_url',
} as const satisfies Readonly<Record<CallbackKind, string>>

/** What a scenario can make go wrong with a callback (magic numbers 9401–9407, but for 9404, which is only late). */
export const CALLBACK_FAULTS = [
  'twice',
  'wrong-token',
  'dropped',
  'cut-body',
  'after-next',
  'connection-closed',
] as const

/** What can go wrong with a callback on purpose. */
export type CallbackFault = (typeof CALLBACK_FAULTS)[number]

/** The faults that a callback sent by hand can have. The others make no sense for a single one. */
export const FAULTS_BY_HAND = ['dropped', 'cut-body', 'connection-closed'] as const

/** Where a callback can stand, in the order in which it gets there. */
export const CALLBACK_STATES = [
  'scheduled',
  'sending',
  'delivered',
  'failed',
  'interrupted',
  'dropped',
  'cancelled',
] as const

/** Where a callback stands. */
export type CallbackState = (typeof CALLBACK_STATES)[number]
