import type { RejectionReasonCode } from './rejection-reasons.js'

/** Milliseconds since the epoch, as the company's clock shows them. */
export type Instant = number

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

/** The attributes a client sends, checked and normalised, under Flip's own names. */
export interface AgentData {
  readonly name: string
  readonly identity_type: 'ktp' | 'passport'
  readonly identity_number: string
  /** `DD-MM-YYYY`, as it was sent. */
  readonly birth_date: string
  readonly birth_place: string
  readonly country_id: number
  readonly province_id: number
  readonly city_id: number
  readonly district_id: number
  readonly address: string
  readonly gender: 'male' | 'female'
  /** In upper case. */
  readonly occupation: string
  /** In `+62…` form where it was Indonesian. */
  readonly phone_number: string
  readonly residence_country_id: number | null
  readonly residence_province_id: number | null
  readonly residence_city_id: number | null
  readonly residence_district_id: number | null
  readonly residence_address: string
  readonly email: string
}

/** What an uploaded picture shows. */
export type ImageKind = 'identity' | 'selfie' | 'document'

/** The name of an image's file, and nothing that leads out of its folder. */
export const IMAGE_FILE = /^[0-9a-f]{24}\.(png|jpg)$/

/** An image that was uploaded; its bytes lie beside the state under `file`. */
export interface StoredImage {
  /** Name of the file, unguessable, also the last part of its URL. */
  readonly file: string
  readonly kind: ImageKind
  readonly type: 'image/png' | 'image/jpeg'
  readonly bytes: number
  readonly width: number
  readonly height: number
}

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

/** A supporting document; a later one of the same kind does not replace it (kyc.documents.add-up). */
export interface SupportingDocument {
  readonly id: number
  /** The part's name without `_selfie`. */
  readonly kind: DocumentKind
  readonly selfie: boolean
  readonly image: StoredImage
  readonly created_at: Instant
}

/** Which of Flip's two checks: of the uploaded images, or the KYC itself. */
export type CheckKind = 'upload' | 'kyc'

/** Who decided: the scenario's script, or somebody through the control API. */
export type DecidedBy = 'scenario' | 'hand'

/** A check under way: what it will say, and when. */
export interface Check {
  readonly kind: CheckKind
  /** When it is decided; null waits for a decision by hand. */
  readonly due: Instant | null
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  readonly by: DecidedBy
}

/** The scenario an agent follows, and the rule that chose it. */
export interface ChosenScenario {
  readonly name: string
  /** One clause for the history, such as `identity_number matches *9917`. */
  readonly because: string
}

/** How often each scripted thing has happened to an agent: its place in the scenario. */
export interface ScenarioProgress {
  readonly identity_images: number
  readonly upload_checks: number
  readonly kyc_decisions: number
  readonly callbacks: number
  /** Scripted answers given, by endpoint. */
  readonly answers: Readonly<Record<string, number>>
}

export const NO_PROGRESS: ScenarioProgress = {
  identity_images: 0,
  upload_checks: 0,
  kyc_decisions: 0,
  callbacks: 0,
  answers: {},
}

/** One line of an agent's history: a change, without what the agent itself shows anyway. */
export interface HistoryEntry {
  readonly seq: number
  readonly at: Instant
  /** The change's type, such as `kyc-decided`. */
  readonly type: string
  /** The status after this change, where the change set one. */
  readonly kyc_status?: KycStatus
  readonly rejected_reason_code?: RejectionReasonCode | null
  readonly by?: DecidedBy
  readonly scenario?: ChosenScenario
  readonly check?: Check
  readonly status?: AgentStatus
  /** File of the image. */
  readonly image?: string
  /** How many supporting documents. */
  readonly documents?: number
  readonly endpoint?: string
  readonly answer?: string
}

/** An agent as the state holds it. Replaced as a whole by each change, never modified in place. */
export interface Agent {
  readonly id: number
  readonly company_id: number
  readonly data: AgentData
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  readonly status: AgentStatus
  readonly created_at: Instant
  /** Last change of data or images, never of the status (status.times.updated-at). */
  readonly updated_at: Instant
  /** Last entry into PENDING. */
  readonly submitted_at: Instant | null
  readonly verified_at: Instant | null
  readonly identity_image: StoredImage | null
  readonly selfie: StoredImage | null
  readonly documents: readonly SupportingDocument[]
  /** Accepted repairs; documents do not count (4011). */
  readonly repairs: number
  readonly check: Check | null
  readonly scenario: ChosenScenario
  readonly progress: ScenarioProgress
  readonly callback_ids: readonly number[]
  readonly history: readonly HistoryEntry[]
}

/** Every image the agent ever sent, those that a later one has replaced included. */
export function imageFiles({ history, documents }: Agent): string[] {
  return [
    ...history.flatMap(({ image }) => image ?? []),
    ...documents.map(({ image }) => image.file),
  ]
}
