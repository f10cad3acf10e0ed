import { Type } from '../../lib/definition.js'
import { DOCUMENT_KINDS, IMAGE_FILE, KYC_STATUSES } from '../words.js'
import { AgentData } from './agent-data.js'
import { CallbackFault } from './callback.js'
import {
  AgentId,
  AgentStatus,
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

export const ImageFile = Type.String({
  pattern: IMAGE_FILE.source,
  mustBe: 'the name of an image file, such as d1bec64e1c0d1a98d7045ebe.png',
  description: "Name of the image's file and last part of its URL; it cannot be guessed.",
  examples: ['d1bec64e1c0d1a98d7045ebe.png'],
})

/** The properties of an image that the state and the control API share. */
export const imageFacts = {
  type: Type.OneOf(['image/png', 'image/jpeg'], {
    description: 'Format, told by the bytes and not by the name of the upload.',
  }),
  bytes: Type.Integer({ minimum: 1, description: 'Size of the file in bytes; below 2,000,000.' }),
  width: Type.Integer({ minimum: 256, maximum: 4096, description: 'Width in pixels.' }),
  height: Type.Integer({ minimum: 256, maximum: 4096, description: 'Height in pixels.' }),
}

export const StoredImage = Type.Closed(
  {
    file: ImageFile,
    kind: Type.OneOf(['identity', 'selfie', 'document'], {
      description: 'What it shows: the identity card, a selfie with it, or a supporting document.',
    }),
    ...imageFacts,
  },
  { description: 'An uploaded image; its bytes are kept under `file`.', named: 'StoredImage' },
)

/** A supporting document without its image. A later one of the same kind does not replace it (kyc.documents.add-up). */
export const documentFacts = {
  id: Type.About(Id, "The document's id. Unique across companies, never used again."),
  kind: Type.OneOf(DOCUMENT_KINDS, {
    description: 'What document it is: the name of its part in the upload, without `_selfie`.',
  }),
  selfie: Type.Boolean({ description: 'Whether it is a selfie with the document.' }),
}

export const StoredDocument = Type.Closed(
  { ...documentFacts, image: StoredImage, created_at: Instant },
  { description: 'A supporting document.', named: 'StoredDocument' },
)

/** A check under way, without its time. */
export const checkFacts = {
  kind: Type.OneOf(['upload', 'kyc'], {
    description: 'The check of the uploaded images, or the KYC itself.',
  }),
  kyc_status: Type.About(KycStatus, 'The status that it will end in.'),
  rejected_reason_code: ReasonCodeOrNull,
  by: DecidedBy,
}

export const StoredCheck = Type.Closed(
  {
    ...checkFacts,
    due: Type.About(InstantOrNull, 'When it is decided; null waits for a decision by hand.'),
  },
  { description: 'A check under way, and what it will say.', named: 'StoredCheck' },
)

export const ChosenScenario = Type.Closed(
  {
    name: ScenarioName,
    because: Type.String({
      minLength: 1,
      description: 'The rule that chose it, such as `identity_number matches *9917`.',
    }),
  },
  { description: 'The scenario that the agent follows, and why.', named: 'ChosenScenario' },
)

const ScenarioProgress = Type.Object(
  {
    identity_images: Type.About(Count, 'Identity images that came.'),
    upload_checks: Type.About(Count, 'Upload checks that the scenario has decided.'),
    kyc_decisions: Type.About(Count, 'KYC checks that the scenario has decided.'),
    callbacks: Type.About(Count, 'Statuses that were announced, decided by hand or not.'),
    answers: Type.Each(Count, { description: 'Scripted answers given, by call.' }),
  },
  { description: 'How many entries of each list of its scenario the agent has used.' },
)

/** One entry of an agent's history: a change, without what the agent itself shows. */
export const StoredHistoryEntry = Type.Object({
  seq: Type.About(Id, 'Number of the change.'),
  at: Instant,
  type: Type.String({
    minLength: 1,
    description: 'What has happened.',
    examples: ['kyc-decided'],
  }),
  kyc_status: Type.Optional(
    Type.OneOf(KYC_STATUSES, { description: 'The status after it, where it set one.' }),
  ),
  rejected_reason_code: Type.Optional(ReasonCodeOrNull),
  by: Type.Optional(DecidedBy),
  scenario: Type.Optional(ChosenScenario),
  check: Type.Optional(StoredCheck),
  status: Type.Optional(AgentStatus),
  image: Type.Optional(Type.About(ImageFile, 'File of the image that came.')),
  documents: Type.Optional(Type.About(Count, 'How many documents came.')),
  endpoint: Type.Optional(
    Type.String({
      description: 'The call that got a scripted answer, under its name in scenarios.',
    }),
  ),
  answer: Type.Optional(
    Type.String({
      description:
        'What that call got: a code, a status or a fault, `late` for a delay alone, or `usual`.',
    }),
  ),
  fault: Type.Optional(Type.About(CallbackFault, 'The fault that did not come about.')),
  callback: Type.Optional(Type.About(CallbackId, 'The callback that it is about.')),
})

/** A change replaces the whole agent, and never modifies it in place. */
export const StoredAgent = Type.Object({
  id: AgentId,
  company_id: CompanyId,
  data: AgentData,
  kyc_status: KycStatus,
  rejected_reason_code: ReasonCodeOrNull,
  status: AgentStatus,
  created_at: Instant,
  updated_at: Type.About(Instant, 'Last change of data or images, never of the status.'),
  submitted_at: Type.About(InstantOrNull, 'Last entry into PENDING.'),
  verified_at: Type.About(InstantOrNull, 'Last time it was APPROVED or REJECTED.'),
  identity_image: Type.Nullable(StoredImage, {
    description: 'The identity card; null where no image of it counts.',
  }),
  selfie: Type.Nullable(StoredImage, {
    description: 'The selfie with the identity card; null where none came.',
  }),
  documents: Type.Array(StoredDocument, { description: 'Supporting documents, oldest first.' }),
  repairs: Type.About(Count, 'Accepted repairs; documents do not count.'),
  check: Type.Nullable(StoredCheck, { description: 'The check under way; null: none.' }),
  scenario: ChosenScenario,
  progress: ScenarioProgress,
  callback_ids: Type.Array(CallbackId, { description: 'The callbacks about it, oldest first.' }),
  history: Type.Array(StoredHistoryEntry, {
    description:
      'Everything that happened to it, oldest first. Of more than a thousand entries the oldest are left out, but for the creation and those that name an image.',
  }),
})
