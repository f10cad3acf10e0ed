import type { ExportDocument } from './check-export.js'
import type {
  agentSummary,
  agentView,
  callbackSummary,
  callbackView,
  clockView,
  companyView,
  inboxView,
  requestView,
  scheduledView,
} from './control/views.js'
import type { KycStatus } from './kyc/agent.js'
import type { CallbackFault } from './kyc/callback.js'
import type { RejectionReasonCode } from './kyc/rejection-reasons.js'
import type { SandboxOptions } from './options.js'
import type { Fault, FaultKind } from './scenarios/fault.js'
import type { AnswerFault, Matchable, Scenario, ScriptedEndpoint } from './scenarios/scenario.js'

/** The control API's own JSON: what its calls answer, and what they take. */

export interface Page<T> {
  readonly items: readonly T[]
  readonly total: number
  readonly next: string | null
}

export type AgentListItem = ReturnType<typeof agentSummary>
export type AgentDetail = ReturnType<typeof agentView>
export type CallbackListItem = ReturnType<typeof callbackSummary>
export type CallbackDetail = ReturnType<typeof callbackView>
export type CompanyDetail = ReturnType<typeof companyView>
export type InboxItem = ReturnType<typeof inboxView>
export type RequestItem = ReturnType<typeof requestView>
export type Clock = ReturnType<typeof clockView> & {
  readonly scheduled: ReturnType<typeof scheduledView>
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
