/** What the control API answers, under the page's names. */
export type {
  AgentDetail as Agent,
  AgentListItem as AgentSummary,
  CallbackDetail as Callback,
  CallbackListItem as CallbackSummary,
  Clock,
  CompanyDetail as Company,
  FaultDetail as Fault,
  HistoryDetail as HistoryEntry,
  ImageDetail as Image,
  InboxItem as InboxMessage,
  Page,
  RequestItem as LoggedRequest,
  ScenarioItem as Scenario,
  ScheduledItem as Scheduled,
} from '../src/control/types.js'
