import type {
  AgentData,
  AgentStatus,
  Check,
  CheckKind,
  ChosenScenario,
  DecidedBy,
  HistoryEntry,
  KycStatus,
  StoredImage,
  SupportingDocument,
} from '../kyc/agent.js'
import type { CallbackFault, CallbackState } from '../kyc/callback.js'
import type { Company, CompanySettings } from '../kyc/company.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'
import type { SandboxOptions } from '../options/options.js'
import type { LoggedRequest } from '../requests/logged-request.js'
import type { Fault, FaultKind } from '../scenarios/fault.js'
import type { AnswerFault, Matchable, Scenario, ScriptedEndpoint } from '../scenarios/scenario.js'
import type { ExportDocument } from '../store/check-export.js'
import type { InboxMessage } from '../store/state.js'

// The words that these types are made of, for whoever shows or chooses them.
export { AGENT_STATUSES, KYC_STATUSES } from '../kyc/agent.js'
export { CALLBACK_STATES } from '../kyc/callback.js'
export {
  isRejectionReasonCode,
  REJECTION_REASON_CODES,
  type Remedy,
  reasonText,
  remediesOf,
} from '../kyc/rejection-reasons.js'
export type {
  AgentData,
  AgentStatus,
  CallbackFault,
  CallbackState,
  CheckKind,
  ChosenScenario,
  CompanySettings,
  DecidedBy,
  KycStatus,
  RejectionReasonCode,
}

/** The control API's own JSON: what its calls answer, and what they take. Times are RFC 3339. */

export interface Page<T> {
  readonly items: readonly T[]
  /** How many there are on all pages. */
  readonly total: number
  /** The `cursor` of the next page; null on the last one. */
  readonly next: string | null
}

type Time = string

export interface CompanyDetail extends Omit<Company, 'callback_delay' | 'created_at'> {
  /** The ready-made `Authorization` header. */
  readonly authorization: string
  /** A duration, such as `2s`. */
  readonly callback_delay: string
  readonly created_at: Time
  /** How many it has. */
  readonly agents: number
}

/** An agent as lists show it. */
export interface AgentListItem {
  readonly id: number
  readonly company_id: number
  readonly name: string
  readonly identity_type: AgentData['identity_type']
  readonly identity_number: string
  readonly phone_number: string
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  /** Flip's text; `""` where nothing was rejected. */
  readonly rejected_reason: string
  readonly status: AgentStatus
  readonly scenario: ChosenScenario
  readonly created_at: Time
  readonly updated_at: Time
  readonly submitted_at: Time | null
  readonly verified_at: Time | null
}

/** An agent with all there is to know about it. */
export interface AgentDetail extends AgentListItem {
  readonly data: AgentData
  readonly images: { readonly identity: ImageDetail | null; readonly selfie: ImageDetail | null }
  readonly documents: readonly (Omit<SupportingDocument, 'image' | 'created_at'> &
    ImageDetail & { readonly created_at: Time })[]
  /** Accepted so far. */
  readonly repairs: number
  /** The check under way; `due` null: it waits for a decision by hand. */
  readonly check: CheckDetail | null
  /** What can be decided by hand now. */
  readonly decisions: readonly KycStatus[]
  readonly history: readonly HistoryDetail[]
  readonly callbacks: readonly CallbackListItem[]
}

/** Where an image is served, and what it is; sides in pixels. */
export interface ImageDetail extends Pick<StoredImage, 'type' | 'bytes' | 'width' | 'height'> {
  readonly url: string
}

export type CheckDetail = Omit<Check, 'due'> & { readonly due: Time | null }

export type HistoryDetail = Omit<HistoryEntry, 'at' | 'check'> & {
  readonly at: Time
  readonly check?: CheckDetail
}

/** A callback as lists show it. */
export interface CallbackListItem {
  readonly id: number
  readonly company_id: number
  readonly agent_id: number | null
  readonly kyc_status: KycStatus | null
  readonly state: CallbackState
  /** null: the sandbox's own inbox. */
  readonly url: string | null
  readonly fault: CallbackFault | null
  /** The callback that this one repeats. */
  readonly repeats: number | null
  readonly due: Time
  readonly sent_at: Time | null
  /** Milliseconds of real time from sending to the answer or the failure. */
  readonly duration_ms: number | null
  readonly answer_status: number | null
  /** One sentence: what went wrong and what to do. */
  readonly error: string | null
}

/** A callback with its exact bytes both ways. */
export interface CallbackDetail extends CallbackListItem {
  readonly fields: { readonly data: string; readonly token: string }
  readonly request: string
  readonly response: string | null
}

export interface InboxItem extends Omit<InboxMessage, 'received_at'> {
  readonly received_at: Time
  /** The field `data`, parsed where it is JSON. */
  readonly data: unknown
  readonly token: string | null
}

export interface RequestItem extends Omit<LoggedRequest, 'at' | 'duration'> {
  readonly at: Time
  readonly duration_ms: number
}

export interface ClockSettingDetail {
  readonly mode: 'running' | 'frozen'
  readonly now: Time
  /** Milliseconds ahead of real time; null where it is frozen. */
  readonly ahead_ms: number | null
}

/** Something still to happen. */
export interface ScheduledItem {
  /** Such as `check 5` (of agent 5) or `callback 7`. */
  readonly what: string
  readonly company_id: number
  readonly due: Time
  readonly in_ms: number
}

export interface Clock extends ClockSettingDetail {
  /** Soonest first, the first hundred. */
  readonly scheduled: readonly ScheduledItem[]
}

export type FaultDetail = Omit<Fault, 'latency'> & { readonly latency: string }
export type ScenarioItem = Scenario & { readonly magic_number: string | null }
export type StateExport = ExportDocument
export type SandboxConfig = Omit<SandboxOptions, 'callback_delay'> & {
  readonly callback_delay: string
}

export interface WaitResult {
  readonly agent: AgentDetail | null
  readonly callback: CallbackListItem | null
  readonly idle: boolean
}

export interface SandboxEvent {
  /** The change's type, or `request`, `hello`, `resync`. */
  readonly type: string
  /** For `lastEventId`; null for what is no change. */
  readonly id: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/** Settings of a company; durations as text, such as `2s`. */
export interface CompanyInput {
  readonly callbackUrl?: string | null
  readonly callbackDelay?: string
  readonly scenario?: string
  readonly magicNumbers?: 'on' | 'off'
  readonly requestId?: 'strict' | 'lenient'
  readonly reasonCodeType?: 'documented' | 'integer' | 'string'
  readonly maxRepairs?: number
  readonly secretKey?: string
  readonly validationToken?: string
}

export interface FaultInput {
  readonly method?: 'GET' | 'POST' | 'PUT'
  /** `*` stands for anything. */
  readonly path?: string
  readonly nth?: number
  readonly probability?: number
  readonly seed?: number
  readonly latency?: string
  readonly status?: number
  readonly fault?: FaultKind
  readonly afterBytes?: number
}

/** A scenario as a person writes it (`fixtures/scenarios/scenario.schema.json`). */
export interface ScenarioInput {
  readonly name: string
  readonly description: string
  readonly match?: Readonly<Partial<Record<Matchable, string>>>
  readonly identity_images?: readonly ('UPLOAD_IDENTITY_SUCCESS' | 'UPLOAD_IDENTITY_FAILED')[]
  readonly upload_checks?: readonly DecisionInput[]
  readonly kyc_decisions?: readonly DecisionInput[]
  readonly callbacks?: readonly { readonly fault?: CallbackFault; readonly after?: string }[]
  readonly answers?: Readonly<
    Partial<
      Record<
        ScriptedEndpoint,
        readonly {
          readonly status?: number
          readonly code?: number
          readonly fault?: AnswerFault
          readonly after?: string
        }[]
      >
    >
  >
}

interface DecisionInput {
  readonly kyc_status: KycStatus
  readonly rejected_reason_code?: RejectionReasonCode | 'RR'
  readonly after?: string
}
