import type * as coverage from '../coverage/definitions.js'
import type { Static } from '../lib/definition.js'
import type * as written from '../scenarios/written/scenario.js'
import type * as agents from './definitions/agents.js'
import type * as callbacks from './definitions/callbacks.js'
import type * as clock from './definitions/clock.js'
import type * as companies from './definitions/companies.js'
import type * as drills from './definitions/drills.js'
import type * as errors from './definitions/errors.js'
import type * as faults from './definitions/faults.js'
import type * as health from './definitions/health.js'
import type * as requests from './definitions/requests.js'
import type * as scenarios from './definitions/scenarios.js'
import type * as state from './definitions/state.js'
import type * as transfers from './definitions/transfers.js'
import type * as wait from './definitions/wait.js'

/** The control API's JSON: what its calls answer and what they take. Times are RFC 3339. */

export type {
  AgentData,
  AgentStatus,
  CheckKind,
  ChosenScenario,
  DecidedBy,
  KycStatus,
} from '../kyc/agent.js'
// The fixed words in these types, for code that shows them or lets the user choose one.
export { AGENT_STATUSES, KYC_STATUSES } from '../kyc/agent.js'
export {
  CALLBACK_KINDS,
  CALLBACK_STATES,
  type CallbackFault,
  type CallbackKind,
  type CallbackState,
  FAULTS_BY_HAND,
  URL_SETTINGS,
} from '../kyc/callback.js'
export type { CompanySettings } from '../kyc/company.js'
export {
  codeInFamily,
  isRejectionReasonCode,
  REJECTION_REASON_CODES,
  type RejectionReasonCode,
  type Remedy,
  reasonText,
  remediesOf,
} from '../kyc/rejection-reasons.js'
export type { ScenarioName } from '../kyc/scenario-name.js'
export { needsReason } from '../kyc/words.js'

export {
  BANK_STATUSES,
  type BankStatus,
  CANCEL_REASONS,
  type CancelReason,
  DISBURSEMENT_STATUSES,
  type DisbursementStatus,
  INQUIRY_STATUSES,
  type InquiryStatus,
} from '../transfers/words.js'

/** A scenario of your own, the same as in a scenario file. What is left out goes the usual course. */
export type ScenarioInput = Omit<Static<typeof written.WrittenScenario>, '$schema'>

/** A part of a list. */
export interface Page<T> {
  /** What the list has here. */
  readonly items: readonly T[]
  /** How many there are on all pages. */
  readonly total: number
  /** The `cursor` of the next page; null on the last one. */
  readonly next: string | null
}

/** One customer of Flip: a key, its agents, and settings of its own. */
export type CompanyDetail = Static<typeof companies.Company>
/** An agent as lists show it. */
export type AgentListItem = Static<typeof agents.AgentSummary>
/** An agent with everything that is known about it. */
export type AgentDetail = Static<typeof agents.Agent>
/** An image and its URL; sides in pixels. */
export type ImageDetail = Static<typeof agents.Image>
/** A check under way or decided. */
export type CheckDetail = Static<typeof agents.Check>
/** Something that happened to an agent. Which fields it has depends on its `type`. */
export type HistoryDetail = Static<typeof agents.HistoryEntry>
/** A callback as lists show it. */
export type CallbackListItem = Static<typeof callbacks.CallbackSummary>
/** A callback with the exact bytes of request and answer. */
export type CallbackDetail = Static<typeof callbacks.Callback>
/** A callback as the built-in receiver got it. */
export type InboxItem = Static<typeof callbacks.InboxMessage>
/** A call to the emulated API, with what was sent and answered. */
export type RequestItem = Static<typeof requests.LoggedRequest>
/** A call without what was sent and answered. */
export type RequestSummary = Static<typeof requests.RequestSummary>
/** What has been exercised, of what there is. */
export type CoverageReport = Static<typeof coverage.CoverageReport>
/** One kind of things that there are, such as the rejection reasons. */
export type CoverageGroup = Static<typeof coverage.CoverageGroup>
/** One thing that there is, and how often it was met. */
export type CoverageItem = Static<typeof coverage.CoverageItem>
/** What a clock shows, and what is still to happen on it. */
export type Clock = Static<typeof clock.Clock>
/** What a clock shows. */
export type ClockSettingDetail = Omit<Clock, 'scheduled'>
/** Something still to happen. */
export type ScheduledItem = Static<typeof clock.Scheduled>
/** Whether maintenance is on. */
export type MaintenanceDetail = Static<typeof state.Maintenance>
/** A fault that is set, and how often it has struck. */
export type FaultDetail = Static<typeof faults.Fault>
/** A scenario of the catalogue, as it is followed. */
export type ScenarioItem = Static<typeof scenarios.Scenario>
/** The whole state, as `export` gives it and `import` takes it. */
export type StateExport = Static<typeof state.StateDocument>
/** How many of each an import has brought. */
export type ImportCounts = Static<typeof state.ImportResult>
/** What `add` has added, and under which ids. */
export type AddedAgents = Static<typeof state.AddResult>
/** The options in force, with secrets shortened. */
export type SandboxConfig = Static<typeof health.Config>
/** What a callback receiver must stand. */
export type DrillItem = Static<typeof drills.DrillItem>
/** What a run of drills has found out; durations in real milliseconds. */
export type DrillReport = Static<typeof drills.DrillReport>
/** What one drill has found out. */
export type DrillResult = Static<typeof drills.DrillResult>
/** How a drill is judged. */
export type DrillVerdict = DrillReport['verdict']
/** A transfer as lists show it. */
export type DisbursementListItem = Static<typeof transfers.DisbursementSummary>
/** A transfer of money, with its callbacks. */
export type DisbursementDetail = Static<typeof transfers.Disbursement>
/** What a company has asked about an account. */
export type InquiryDetail = Static<typeof transfers.Inquiry>
/** A bank, and how well it works. */
export type BankDetail = Static<typeof transfers.Bank>
/** A company's balance, in whole rupiah. */
export type BalanceDetail = Static<typeof transfers.Balance>
/** What was there when the condition held. */
export type WaitResult = Static<typeof wait.WaitResult>
/** Why a call was refused, as a word for programs. */
export type ControlErrorCode =
  | Static<typeof errors.ErrorAnswer>['error']['code']
  | Static<typeof wait.TimeoutError>['error']['code']

/** A change, as the event stream tells it. */
export interface SandboxEvent {
  /** The change's type, or `request`, `hello`, `resync`. */
  readonly type: string
  /** For `lastEventId`; null when the event is not a change. */
  readonly id: string | null
  /** What changed; `company_id` and `agent_id` where it is about one. */
  readonly data: Readonly<Record<string, unknown>>
}

/** `agent_id` → `agentId`, as the client takes it. */
type CamelCase<T> = { readonly [K in keyof T as Camel<K & string>]: T[K] }
type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S

/** Settings of a company; durations as text, such as `2s`. */
export type CompanyInput = CamelCase<Static<typeof companies.CompanySettings>>
/** What goes wrong with calls. What is left out matches everything. */
export type FaultInput = CamelCase<Static<typeof faults.NewFault>>
