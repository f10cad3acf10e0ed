import type { KycStatus } from '../kyc/agent.js'
import type { CallbackState, FAULTS_BY_HAND } from '../kyc/callback.js'
import type { RejectionReasonCode } from '../kyc/rejection-reasons.js'

/** What the client's calls take: names in camelCase, durations as text such as `2s`. */

export interface ClientOptions {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Needed when the sandbox was started with one. */
  readonly controlToken?: string | undefined
}

/** Limits a call to one company; all companies without it. */
export interface InCompany {
  readonly companyId?: number
}

export interface PageQuery {
  /** 1 to 1000; 100 by default. */
  readonly limit?: number
  /** `next` of the previous page. */
  readonly cursor?: string
}

export interface CallbackEdits {
  readonly url?: string
  /** The JSON of the field `data`, as text or as an object. */
  readonly data?: unknown
  readonly token?: string
  readonly fault?: (typeof FAULTS_BY_HAND)[number]
  /** A duration such as `2s`. */
  readonly after?: string
}

export interface WaitCondition extends InCompany {
  readonly agentId?: number
  /** The status now. */
  readonly kycStatus?: KycStatus
  /** The state of the callback that announces this status; without a status, of the agent's latest callback. */
  readonly callback?: CallbackState
  /** Nothing scheduled or under way. */
  readonly idle?: boolean
  /** Real time, such as `10s` (the default). */
  readonly timeout?: string
}

export interface MaintenanceOptions {
  /** What calls are answered meanwhile: 503 (the default), or 401 as Flip's older reference has it. */
  readonly status?: 401 | 503
}

/** A decision by hand. */
export interface DecisionByHand {
  readonly kycStatus: KycStatus
  readonly rejectedReasonCode?: RejectionReasonCode
  /** A duration such as `2s`. */
  readonly after?: string
}

export interface AgentFilter extends PageQuery {
  readonly kycStatus?: KycStatus
  /** Part of name, number, phone or email, or the id. */
  readonly q?: string
}

export interface CallbackFilter extends PageQuery {
  readonly agentId?: number
  readonly state?: CallbackState
}

export interface RequestFilter extends PageQuery {
  readonly agentId?: number
  readonly requestId?: string
  /** Part of the path. */
  readonly path?: string
  readonly status?: number
}

export interface EventsFrom {
  /** Continues after this event. */
  readonly lastEventId?: string
  readonly signal?: AbortSignal
}
