import { ImageFile, StoredAgent } from '../kyc/definitions/agent.js'
import { StoredCallback } from '../kyc/definitions/callback.js'
import { StoredCompany } from '../kyc/definitions/company.js'
import { CompanyId, Count, Id, Instant, OwnerId } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { StoredFault } from '../scenarios/fault.js'
import { StoredScenario } from '../scenarios/scenario.js'
import { ClockSetting } from '../time/definitions.js'
import { BankStatus, Rupiah, StoredDisbursement, StoredInquiry } from '../transfers/definitions.js'

/** The state as the state file and an export have it. */

/** The version of the state's shape; another one is refused. */
export const STATE_FORMAT = 1

/** The highest ids given out so far. Ids are never used again, not even after a reset. */
export const LastIds = Type.Closed(
  {
    company: lastOf('a company'),
    agent: lastOf('an agent'),
    document: lastOf('a document'),
    callback: lastOf('a callback'),
    inbox: lastOf('a message of the inbox'),
    disbursement: Type.Optional(lastOf('a transfer')),
    inquiry: Type.Optional(lastOf('an inquiry')),
  },
  { description: 'The highest ids given out so far.' },
)

function lastOf(one: string) {
  return Type.About(Count, `Highest id that ${one} was given; 0 before the first.`)
}

/** The properties of a message that the state and the control API share. */
export const messageFacts = {
  id: Type.About(Id, "The message's id. Unique across companies, never used again."),
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
    description:
      "The company's clock; null: the clock of all companies, and for these the real one.",
  }),
  maintenance: Type.Boolean({ description: 'Whether maintenance is on.' }),
  maintenance_status: Type.Optional(
    Type.OneOf(MAINTENANCE_STATUSES, {
      description: 'HTTP status that calls are answered meanwhile.',
    }),
  ),
  faults: Type.Array(StoredFault, {
    description: 'What goes wrong with calls, in the order in which it is tried.',
  }),
  scenarios: Type.Array(StoredScenario, { description: 'Scenarios added while running.' }),
  balance: Type.Optional(
    Type.About(Rupiah, "The company's balance in whole rupiah; without it, what it begins with."),
  ),
  banks: Type.Optional(
    Type.Each(
      Type.Closed(
        { status: BankStatus, at: Instant },
        { description: 'How well the bank works, and since when.' },
      ),
      { description: 'Banks by code; those that are not there are OPERATIONAL.' },
    ),
  ),
}

export const StoredControls = Type.Closed({ company_id: OwnerId, ...controls })

/** The kinds of records, in the order of the document. */
export const RECORDS = {
  companies: StoredCompany,
  agents: StoredAgent,
  callbacks: StoredCallback,
  inbox: StoredMessage,
  controls: StoredControls,
  disbursements: StoredDisbursement,
  inquiries: StoredInquiry,
} as const

/** The lists that a document of an earlier version has not. */
export const LATER_RECORDS: ReadonlySet<string> = new Set<keyof typeof RECORDS>([
  'disbursements',
  'inquiries',
])

export type RecordKind = keyof typeof RECORDS

/** What comes before the records. */
export const stateHead = {
  format: Type.Literal(STATE_FORMAT, {
    description: 'Version of this shape; a newer one is refused.',
  }),
  seq: Type.About(Count, 'The last change that is in here.'),
  last: LastIds,
  /** A document of an earlier version does not have it. */
  real_time: Type.Optional(
    Type.About(Instant, 'Milliseconds since the epoch, in real time, when it was written.'),
  ),
}

const ImageBytes = Type.String({ contentEncoding: 'base64', mustBe: 'an image in Base64' })

/** The images of an export, by file name. */
export const Images = Type.Each(ImageBytes, {
  description: 'The images in Base64, by file name.',
  propertyNames: ImageFile,
})

/** The scenarios of an export: those that its agents follow and its controls do not have. */
export const FollowedScenarios = Type.Array(StoredScenario, {
  description: 'Scenarios that its agents follow and its `controls` do not have.',
})

export type InboxMessage = Static<typeof StoredMessage>
export type Controls = Omit<Static<typeof StoredControls>, 'company_id'>
export type LastIds = Static<typeof LastIds>
