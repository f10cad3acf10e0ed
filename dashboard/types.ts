import type {
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
} from '../src/control/types.js'

/** What the control API answers, as far as the page reads it. Times are RFC 3339. */

export interface AgentSummary {
  readonly id: number
  readonly company_id: number
  readonly name: string
  readonly identity_type: 'ktp' | 'passport'
  readonly identity_number: string
  readonly phone_number: string
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  readonly rejected_reason: string
  readonly status: AgentStatus
  readonly scenario: ChosenScenario
  readonly created_at: string
  readonly updated_at: string
  readonly submitted_at: string | null
  readonly verified_at: string | null
}

export interface Image {
  readonly url: string
  readonly type: string
  readonly bytes: number
  readonly width: number
  readonly height: number
}

export interface Check {
  readonly kind: CheckKind
  readonly due: string | null
  readonly kyc_status: KycStatus
  readonly rejected_reason_code: RejectionReasonCode | null
  readonly by: DecidedBy
}

export interface HistoryEntry {
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly kyc_status?: KycStatus
  readonly rejected_reason_code?: RejectionReasonCode | null
  readonly by?: DecidedBy
  readonly scenario?: ChosenScenario
  readonly check?: Check
  readonly status?: AgentStatus
  readonly documents?: number
  readonly endpoint?: string
  readonly answer?: string
}

export interface Agent extends AgentSummary {
  readonly data: AgentData
  readonly images: { readonly identity: Image | null; readonly selfie: Image | null }
  readonly documents: readonly (Image & {
    readonly id: number
    readonly kind: string
    readonly selfie: boolean
  })[]
  readonly repairs: number
  readonly check: Check | null
  readonly decisions: readonly KycStatus[]
  readonly history: readonly HistoryEntry[]
  readonly callbacks: readonly CallbackSummary[]
}

export interface CallbackSummary {
  readonly id: number
  readonly company_id: number
  readonly agent_id: number | null
  readonly kyc_status: KycStatus | null
  readonly state: CallbackState
  readonly url: string | null
  readonly fault: CallbackFault | null
  readonly repeats: number | null
  readonly due: string
  readonly sent_at: string | null
  readonly duration_ms: number | null
  readonly answer_status: number | null
  readonly error: string | null
}

export interface Callback extends CallbackSummary {
  readonly fields: { readonly data: string; readonly token: string }
  readonly request: string
  readonly response: string | null
}

export interface LoggedRequest {
  readonly id: number
  readonly at: string
  readonly method: string
  readonly path: string
  readonly company_id: number | null
  readonly agent_id: number | null
  readonly request_id: string | null
  readonly status: number | null
  readonly duration_ms: number
  readonly hint: string | null
  readonly head: string
  readonly body: string
  readonly body_bytes: number
  readonly response: string
  readonly response_head?: string
  /** The last change before the request came in. */
  readonly seq?: number
}

export interface InboxMessage {
  readonly id: number
  readonly company_id: number
  readonly received_at: string
  readonly token_valid: boolean
  readonly data: unknown
  readonly token: string | null
  readonly body: string
}

export interface Company extends Omit<CompanySettings, 'callback_delay'> {
  readonly id: number
  readonly created_at: string
  readonly callback_delay: string
  readonly armed: readonly { readonly scenario: string; readonly times: number }[]
  readonly authorization: string
  readonly agents: number
}

export interface Scenario {
  readonly name: string
  readonly description: string
  readonly origin: 'shipped' | 'folder' | 'added'
  readonly family: string | null
  readonly match: Readonly<Record<string, string>>
  readonly magic_number: string | null
}

export interface Scheduled {
  readonly what: string
  readonly company_id: number
  readonly due: string
  readonly in_ms: number
}

export interface Clock {
  readonly mode: 'running' | 'frozen'
  readonly now: string
  readonly ahead_ms: number | null
  readonly scheduled?: readonly Scheduled[]
}

export interface Fault {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | null
  readonly path: string | null
  readonly nth: number | null
  readonly probability: number
  readonly seed: number
  readonly latency: string
  readonly status: number | null
  readonly fault: string | null
  readonly after_bytes: number
  readonly calls: number
}
