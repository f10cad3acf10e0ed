import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions/agent.js'
import type * as data from './definitions/agent-data.js'

export {
  AGENT_STATUSES,
  type AgentStatus,
  DOCUMENT_KINDS,
  type DocumentKind,
  IMAGE_FILE,
  KYC_STATUSES,
  type KycStatus,
} from './words.js'

/** Milliseconds since the epoch, as the company's clock shows them. */
export type Instant = number

/** What the company has sent about an agent. */
export type AgentData = Static<typeof data.AgentData>
export type StoredImage = Static<typeof definitions.StoredImage>
/** What an uploaded picture shows. */
export type ImageKind = StoredImage['kind']
export type SupportingDocument = Static<typeof definitions.StoredDocument>
/** A check under way: what it will say, and when. */
export type Check = Static<typeof definitions.StoredCheck>
/** Which of Flip's two checks: of the uploaded images, or the KYC itself. */
export type CheckKind = Check['kind']
/** Who decided: the scenario's script, or somebody through the control API. */
export type DecidedBy = Check['by']
/** The scenario an agent follows, and the rule that chose it. */
export type ChosenScenario = Static<typeof definitions.ChosenScenario>
export type HistoryEntry = Static<typeof definitions.StoredHistoryEntry>
/** An agent as the state has it. A change replaces the whole agent, and never modifies it in place. */
export type Agent = Static<typeof definitions.StoredAgent>
export type ScenarioProgress = Agent['progress']

export const NO_PROGRESS: ScenarioProgress = {
  identity_images: 0,
  upload_checks: 0,
  kyc_decisions: 0,
  callbacks: 0,
  answers: {},
}

/** Every image that the agent ever sent, also those that a later one has replaced. */
export function imageFiles({ history, documents }: Agent): string[] {
  return [
    ...history.flatMap(({ image }) => image ?? []),
    ...documents.map(({ image }) => image.file),
  ]
}
