import type {
  AgentData,
  AgentStatus,
  Check,
  ChosenScenario,
  DecidedBy,
  Instant,
  KycStatus,
  StoredImage,
  SupportingDocument,
} from './agent.js'
import type { Callback, CallbackAnswer, CallbackFault } from './callback.js'
import type { CompanySettings } from './company.js'
import type { RejectionReasonCode } from './rejection-reasons.js'

/** What happens to one agent. */
export type AgentChange = { readonly agent_id: number } & (
  | { readonly type: 'agent-created'; readonly data: AgentData; readonly scenario: ChosenScenario }
  | { readonly type: 'agent-updated'; readonly data: AgentData }
  | { readonly type: 'agent-repaired'; readonly data: AgentData; readonly kyc_status: KycStatus }
  | { readonly type: 'agent-status-set'; readonly status: AgentStatus }
  | { readonly type: 'image-uploaded'; readonly image: StoredImage; readonly kyc_status: KycStatus }
  | { readonly type: 'image-failed'; readonly image: StoredImage; readonly kyc_status: KycStatus }
  | { readonly type: 'image-repaired'; readonly image: StoredImage; readonly kyc_status: KycStatus }
  | {
      readonly type: 'documents-uploaded'
      readonly documents: readonly SupportingDocument[]
      readonly kyc_status: KycStatus
    }
  | { readonly type: 'kyc-submitted'; readonly kyc_status: 'PENDING' }
  | { readonly type: 'check-scheduled'; readonly check: Check }
  | { readonly type: 'check-cancelled' }
  | {
      readonly type: 'kyc-decided'
      readonly kyc_status: KycStatus
      readonly rejected_reason_code: RejectionReasonCode | null
      readonly by: DecidedBy
    }
  | { readonly type: 'scenario-set'; readonly scenario: ChosenScenario }
  | { readonly type: 'answer-scripted'; readonly endpoint: string; readonly answer: string }
  | { readonly type: 'fault-missed'; readonly fault: CallbackFault; readonly callback: number }
)

/** What happens to one callback. */
export type CallbackChange =
  | { readonly type: 'callback-scheduled'; readonly callback: Callback }
  | ({ readonly callback_id: number } & (
      | { readonly type: 'callback-rescheduled'; readonly due: Instant }
      /** It has failed, and is sent once more. */
      | { readonly type: 'callback-retried'; readonly due: Instant }
      | { readonly type: 'callback-sending' }
      | {
          readonly type: 'callback-answered'
          readonly answer: CallbackAnswer
          readonly duration: number
        }
      | { readonly type: 'callback-failed'; readonly error: string; readonly duration: number }
      | { readonly type: 'callback-dropped' }
      | { readonly type: 'callback-interrupted' }
      | { readonly type: 'callback-cancelled' }
    ))

/** What happens to one company. */
export type CompanyChange =
  | { readonly type: 'company-created'; readonly settings: CompanySettings }
  | { readonly type: 'company-updated'; readonly settings: Partial<CompanySettings> }
  | { readonly type: 'company-deleted' }
  | { readonly type: 'company-reset' }
  | { readonly type: 'scenario-armed'; readonly scenario: string; readonly times: number }
  | { readonly type: 'scenario-used'; readonly scenario: string }
  | { readonly type: 'scenario-disarmed' }

/** Everything that can happen in the domain. The store adds the time, the company and the number. */
export type KycChange = AgentChange | CallbackChange | CompanyChange
