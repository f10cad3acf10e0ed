import { ImageFile, StoredAgent } from '../kyc/definitions/agent.js'
import { StoredCallback } from '../kyc/definitions/callback.js'
import { StoredCompany } from '../kyc/definitions/company.js'
import { CompanyId, Count, Id, Instant, OwnerId } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { StoredFault } from '../scenarios/fault.js'
import { StoredScenario } from '../scenarios/scenario.js'
import { ClockSetting } from '../time/definitions.js'

/** The state as the state file and an export have it. */

/** The version of the state's shape; another one is refused. */
export const STATE_FORMAT = 1

/** The highest ids given out so far. Ids are never used again, not even after a reset. */
export const LastIds = Type.Closed(
  { company: Count, agent: Count, document: Count, callback: Count, inbox: Count },
  { description: 'The highest ids given out so far.' },
)

/** The properties of a message that the state and the control API share. */
export const messageFacts = {
  id: Id,
  company_id: CompanyId,
  token_valid: Type.Boolean({
    description: "Whether the token was the company's validation token.",
  }),
}

/** A callback that the built-in receiver got. */
export const StoredMessage = Type.Closed({
  ...messageFacts,
  received_at: Instant,
  body: Type.String({ description: 'The body as it came.' }),
})

/** What calls can be answered during maintenance: as the newer reference has it, or as the older (maintenance.every-other-call). */
export const MAINTENANCE_STATUSES = [503, 401] as const

export type MaintenanceStatus = (typeof MAINTENANCE_STATUSES)[number]

/** What the control API sets, for one company or (with id 0) for all. */
const controls = {
  clock: Type.Nullable(ClockSetting, {
    named: 'ClockSetting',
    description: 'Null: the clock of all companies.',
  }),
  maintenance: Type.Boolean(),
  maintenance_status: Type.Optional(
    Type.OneOf(MAINTENANCE_STATUSES, { description: 'What calls are answered meanwhile.' }),
  ),
  faults: Type.Array(StoredFault),
  scenarios: Type.Array(StoredScenario, { description: 'Added while running.' }),
}

export const StoredControls = Type.Closed({ company_id: OwnerId, ...controls })

/** The kinds of records, in the order of the document. */
export const RECORDS = {
  companies: StoredCompany,
  agents: StoredAgent,
  callbacks: StoredCallback,
  inbox: StoredMessage,
  controls: StoredControls,
} as const

export type RecordKind = keyof typeof RECORDS

/** What comes before the records. */
export const stateHead = {
  format: Type.Literal(STATE_FORMAT, {
    description: 'Version of this shape; a newer one is refused.',
  }),
  seq: Type.About(Count, 'The last change that is in here.'),
  last: LastIds,
}

const ImageBytes = Type.String({ contentEncoding: 'base64', mustBe: 'an image in Base64' })

/** The images of an export, by file name. */
export const Images = Type.Each(ImageBytes, {
  description: 'By file name.',
  propertyNames: ImageFile,
})

/** The scenarios of an export: those that its agents follow and its controls do not have. */
export const FollowedScenarios = Type.Array(StoredScenario, {
  description: 'Those that its agents follow and its controls do not have.',
})

export type InboxMessage = Static<typeof StoredMessage>
export type Controls = Omit<Static<typeof StoredControls>, 'company_id'>
export type LastIds = Static<typeof LastIds>
