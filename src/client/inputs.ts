import type { KycStatus } from '../kyc/agent.js'
import type { CallbackKind, CallbackState, FAULTS_BY_HAND } from '../kyc/callback.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'
import type {
  CancelReason,
  DisbursementStatus,
  FinalStatus,
  InquiryStatus,
} from '../transfers/words.js'

/** What the client's calls take: names in camelCase, durations as text such as `2s`. */

/** Where the sandbox is. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:4010`; `127.0.0.1:4010` will do. */
  readonly url: string
  /** Needed when the sandbox was started with one. */
  readonly controlToken?: string | undefined
}

/** Limits a call to one company; all companies without it. */
export interface InCompany {
  /** The number of the company; 1 is the one that the start options describe. */
  readonly companyId?: number
}

/** Which part of a list. */
export interface PageQuery {
  /** 1 to 1000; 100 by default. */
  readonly limit?: number
  /** `next` of the previous page. */
  readonly cursor?: string
}

/** What to send instead of what the callback has. */
export interface CallbackEdits {
  /** Where to send it; without it, where it went, or the company's callback URL. */
  readonly url?: string
  /** The JSON of the field `data`, as text or as an object. */
  readonly data?: unknown
  /** The field `token`; without it, as it was, or the company's validation token. */
  readonly token?: string
  /** What is wrong with it on purpose. */
  readonly fault?: (typeof FAULTS_BY_HAND)[number]
  /** How much later, a duration such as `2s`; without it, now. */
  readonly after?: string
}

/** What to wait for: all of it, at the same time. */
export interface WaitCondition extends InCompany {
  /** The agent that status and callback are about. */
  readonly agentId?: number
  /** The status now. */
  readonly kycStatus?: KycStatus
  /** The transfer that status and callback are about. */
  readonly disbursementId?: string
  /** Where the transfer stands. */
  readonly status?: DisbursementStatus
  /** The state of the callback that announces this status; without a status, of the agent's or the transfer's latest callback. */
  readonly callback?: CallbackState
  /** True: nothing is scheduled or under way any more. */
  readonly idle?: boolean
  /** How long at most, in real time, such as `30s`. @default '10s' */
  readonly timeout?: string
}

/** How maintenance looks to who calls. */
export interface MaintenanceOptions {
  /** What calls are answered meanwhile: 503 (the default), or 401 as Flip's older reference has it. */
  readonly status?: 401 | 503
}

/** Which drills are run, and against what. */
export interface DrillInput extends InCompany {
  /** The receiver. */
  readonly url: string
  /** What the receiver takes: callbacks about agents, or about transfers. @default 'kyc' */
  readonly kind?: 'kyc' | 'disbursement'
  /** A URL with `{agent_id}` (or `{disbursement_id}`) in it, which shows the application's own view. */
  readonly probe?: string
  /** A URL with `{agent_id}` (or `{disbursement_id}`) in it, which gets a `POST` before anything is sent about it. */
  readonly register?: string
  /** Only these drills, and the first one of the kind. @default all of them */
  readonly only?: readonly string[]
  /** Not these drills. @default [] */
  readonly skip?: readonly string[]
  /** How long an answer is waited for. @default '30s' */
  readonly timeout?: string
  /** What the application gets for its work after it has answered. @default '250ms' */
  readonly settle?: string
  /** How long all of it may take, four minutes at the longest. @default '4m' */
  readonly limit?: string
  /** Whether the report has the bytes. @default false */
  readonly bytes?: boolean
}

/** A decision by hand. */
export interface DecisionByHand {
  /** One of the agent's `decisions`. */
  readonly kycStatus: KycStatus
  /** One of Flip's reasons, 10 to 33; with UPLOAD_IDENTITY_SELFIE_FAILED and REJECTED, and with nothing else. */
  readonly rejectedReasonCode?: RejectionReasonCode
  /** How much later, a duration such as `2s`; without it, now. */
  readonly after?: string
}

/** Which agents. */
export interface AgentFilter extends PageQuery {
  /** Those that stand there now. */
  readonly kycStatus?: KycStatus
  /** Part of name, number, phone or email, or the id. */
  readonly q?: string
}

/** Which transfers. */
export interface DisbursementFilter extends PageQuery {
  /** Those of this agent. */
  readonly agentId?: number
  /** Those that stand there now. */
  readonly status?: DisbursementStatus
}

/** Which account inquiries. */
export interface InquiryFilter extends PageQuery {
  /** Those with this result. */
  readonly status?: InquiryStatus
}

/** How a transfer ends. */
export interface DisbursementDecision {
  /** How it ends. */
  readonly status: FinalStatus
  /** Why it is CANCELLED. @default 'INACTIVE_ACCOUNT' */
  readonly reason?: CancelReason
}

/** Which callbacks. */
export interface CallbackFilter extends PageQuery {
  /** Those about this agent. */
  readonly agentId?: number
  /** Those that stand there now, such as `failed`. */
  readonly state?: CallbackState
  /** Those about verifications (`kyc`), transfers, inquiries or banks. */
  readonly kind?: CallbackKind
  /** Those about this transfer. */
  readonly disbursementId?: string
}

/** Which calls to the emulated API. */
export interface RequestFilter extends PageQuery {
  /** Those that were about this agent. */
  readonly agentId?: number
  /** The header `Request-ID`, whole. */
  readonly requestId?: string
  /** Part of the path. */
  readonly path?: string
  /** The HTTP status that was answered. */
  readonly status?: number
  /** True: those answered 4xx or 5xx, or not at all; false: all others. */
  readonly refused?: boolean
}

/** Where the events begin, and how they end. */
export interface EventsFrom {
  /** Continues after this event: its `id`. */
  readonly lastEventId?: string
  /** Ends them when it is aborted. */
  readonly signal?: AbortSignal
}

/** What to export: all of it, one company, or one agent. */
export interface ExportScope extends InCompany {
  /** One agent alone, with its scenario, images, history and callbacks. */
  readonly agentId?: number
}

/** Where added agents go. */
export interface AddTo {
  /** The company that gets them. @default 1 */
  readonly companyId?: number
  /** A new company gets them, where their numbers are free. @default false */
  readonly newCompany?: boolean
}
