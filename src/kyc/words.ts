/** The words of which agents and callbacks are made; whoever only needs them need not load the definitions. */

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

export type KycStatus = (typeof KYC_STATUSES)[number]

/** What the company may do with the agent; no KYC status (agents.get.status). */
export const AGENT_STATUSES = ['ACTIVE', 'DELETED', 'BLACKLISTED', 'BLOCKED'] as const

export type AgentStatus = (typeof AGENT_STATUSES)[number]

/** The kinds of supporting documents; a document's `type` is its place here, from 1 (kyc.documents.type). */
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

/** The name of an image's file, and nothing that leads out of its folder. */
export const IMAGE_FILE = /^[0-9a-f]{24}\.(png|jpg)$/

/** What a header or a form field can carry as it stands, and Basic authorization too. */
export const SECRET = /^[!-9;-~]{1,300}$/

/** What is wrong with a callback, on purpose (the magic numbers 9401–9407). */
export const CALLBACK_FAULTS = [
  'twice',
  'wrong-token',
  'dropped',
  'cut-body',
  'after-next',
  'connection-closed',
] as const

export type CallbackFault = (typeof CALLBACK_FAULTS)[number]

/** Those that one delivery made by hand can have; the others are a scenario's, or a token, or sending it twice. */
export const FAULTS_BY_HAND = ['dropped', 'cut-body', 'connection-closed'] as const

export const CALLBACK_STATES = [
  'scheduled',
  'sending',
  'delivered',
  'failed',
  'interrupted',
  'dropped',
  'cancelled',
] as const

export type CallbackState = (typeof CALLBACK_STATES)[number]
