import { Type } from '../../lib/definition.js'
import {
  AGENT_STATUSES,
  CALLBACK_FAULTS,
  DOCUMENT_KINDS,
  IMAGE_FILE,
  KYC_STATUSES,
} from '../words.js'
import {
  AgentId,
  CallbackId,
  CompanyId,
  Count,
  DecidedBy,
  Id,
  Instant,
  InstantOrNull,
  KycStatus,
  ReasonCodeOrNull,
  ScenarioName,
} from './values.js'

/** An agent as the state has it, and its parts. */

const some = { minLength: 1 }

export const IdentityType = Type.OneOf(['ktp', 'passport'], { named: 'IdentityType' })

export const PhoneNumber = Type.String({
  pattern: '^\\+[0-9]+$',
  mustBe: 'a phone number in its + form',
  description: 'In its `+` form.',
  named: 'PhoneNumber',
})

/** A country, a province, a city or a district. */
const LocationId = Type.Integer({ minimum: 1 })
const LocationIdOrNull = Type.Nullable(LocationId)

/** The attributes that a client sends, checked and normalised, under Flip's names. */
export const AgentData = Type.Closed(
  {
    name: Type.String(some),
    identity_type: IdentityType,
    identity_number: Type.String(some),
    birth_date: Type.String({
      pattern: '^[0-9]{2}-[0-9]{2}-[0-9]{4}$',
      mustBe: 'a date such as 31-01-1990',
      description: '`DD-MM-YYYY`.',
    }),
    birth_place: Type.String(some),
    country_id: LocationId,
    province_id: LocationId,
    city_id: LocationId,
    district_id: LocationId,
    address: Type.String(some),
    gender: Type.OneOf(['male', 'female']),
    occupation: Type.String({
      pattern: '^[A-Z_]+$',
      mustBe: 'an occupation in upper case',
      description: 'In upper case.',
    }),
    phone_number: PhoneNumber,
    residence_country_id: LocationIdOrNull,
    residence_province_id: LocationIdOrNull,
    residence_city_id: LocationIdOrNull,
    residence_district_id: LocationIdOrNull,
    residence_address: Type.String(),
    email: Type.String(),
  },
  {
    description:
      'What the client sent, checked and normalised; `""` and null where it sent nothing.',
    named: 'AgentData',
  },
)

/** The name of an image's file, which is also the last part of its URL. It cannot be guessed. */
export const ImageFile = Type.String({
  pattern: IMAGE_FILE.source,
  mustBe: 'the name of an image file, such as d1bec64e1c0d1a98d7045ebe.png',
})

/** The properties of an image that the state and the control API share; sides in pixels. */
export const imageFacts = {
  type: Type.OneOf(['image/png', 'image/jpeg']),
  bytes: Type.Integer({ minimum: 1 }),
  width: Type.Integer({ minimum: 256, maximum: 4096 }),
  height: Type.Integer({ minimum: 256, maximum: 4096 }),
}

/** An uploaded image. Its bytes are in the image store under `file`. */
export const StoredImage = Type.Closed(
  {
    file: ImageFile,
    kind: Type.OneOf(['identity', 'selfie', 'document'], { description: 'What it shows.' }),
    ...imageFacts,
  },
  { named: 'StoredImage' },
)

/** A supporting document without its image. A later one of the same kind does not replace it (kyc.documents.add-up). */
export const documentFacts = {
  id: Id,
  /** The part's name without `_selfie`. */
  kind: Type.OneOf(DOCUMENT_KINDS),
  selfie: Type.Boolean({ description: 'A selfie with the document.' }),
}

export const StoredDocument = Type.Closed(
  { ...documentFacts, image: StoredImage, created_at: Instant },
  { named: 'StoredDocument' },
)

/** A check under way, without its time. */
export const checkFacts = {
  kind: Type.OneOf(['upload', 'kyc'], {
    description: 'Of the uploaded images, or the KYC itself.',
  }),
  kyc_status: Type.About(KycStatus, 'What it will say.'),
  rejected_reason_code: ReasonCodeOrNull,
  by: DecidedBy,
}

export const StoredCheck = Type.Closed(
  {
    ...checkFacts,
    due: Type.About(InstantOrNull, 'When it is decided; null waits for a decision by hand.'),
  },
  { named: 'StoredCheck' },
)

export const ChosenScenario = Type.Closed(
  {
    name: ScenarioName,
    because: Type.String({
      minLength: 1,
      description: 'The rule that chose it, such as `identity_number matches *9917`.',
    }),
  },
  { named: 'ChosenScenario' },
)

/** How far an agent is in each list of its scenario: how many entries it has used. */
const ScenarioProgress = Type.Object({
  identity_images: Count,
  upload_checks: Count,
  kyc_decisions: Count,
  callbacks: Count,
  answers: Type.Each(Count, { description: 'Scripted answers given, by call.' }),
})

/** One entry of an agent's history: a change, without what the agent itself shows. */
export const StoredHistoryEntry = Type.Object({
  seq: Type.About(Id, 'Number of the change.'),
  at: Instant,
  type: Type.String({ minLength: 1, description: 'Of the change, such as `kyc-decided`.' }),
  kyc_status: Type.Optional(
    Type.OneOf(KYC_STATUSES, { description: 'The status after it, where it set one.' }),
  ),
  rejected_reason_code: Type.Optional(ReasonCodeOrNull),
  by: Type.Optional(DecidedBy),
  scenario: Type.Optional(ChosenScenario),
  check: Type.Optional(StoredCheck),
  status: Type.Optional(Type.OneOf(AGENT_STATUSES)),
  image: Type.Optional(ImageFile),
  documents: Type.Optional(Type.About(Count, 'How many.')),
  endpoint: Type.Optional(Type.String()),
  answer: Type.Optional(Type.String()),
  fault: Type.Optional(Type.OneOf(CALLBACK_FAULTS)),
  callback: Type.Optional(Type.About(CallbackId, 'The callback that it is about.')),
})

/** A change replaces the whole agent, and never modifies it in place. */
export const StoredAgent = Type.Object({
  id: AgentId,
  company_id: CompanyId,
  data: AgentData,
  kyc_status: KycStatus,
  rejected_reason_code: ReasonCodeOrNull,
  status: Type.OneOf(AGENT_STATUSES),
  created_at: Instant,
  updated_at: Type.About(Instant, 'Last change of data or images, never of the status.'),
  submitted_at: Type.About(InstantOrNull, 'Last entry into PENDING.'),
  verified_at: Type.About(InstantOrNull, 'Last time it was APPROVED or REJECTED.'),
  identity_image: Type.Nullable(StoredImage),
  selfie: Type.Nullable(StoredImage),
  documents: Type.Array(StoredDocument),
  repairs: Type.About(Count, 'Accepted repairs; documents do not count.'),
  check: Type.Nullable(StoredCheck, { description: 'The check under way.' }),
  scenario: ChosenScenario,
  progress: ScenarioProgress,
  callback_ids: Type.Array(CallbackId),
  history: Type.Array(StoredHistoryEntry, { description: 'Oldest first.' }),
})
