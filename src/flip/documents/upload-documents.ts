import { DOCUMENT_KINDS, type SupportingDocument } from '../../kyc/agent.js'
import { isBlank } from '../../kyc/blank.js'
import { remedy } from '../../kyc/journey.js'
import { refusal } from '../../kyc/refusals.js'
import { documentTimestamp } from '../../kyc/timestamps.js'
import type { AgentCall, AgentEndpoint, FlipCall } from '../protocol/endpoint.js'
import { type Answer, kycError } from '../protocol/errors.js'
import { followPicture } from '../protocol/follow-picture.js'
import type { FilePart } from '../protocol/form-bodies.js'
import { imageAnswer, imageUrl, keepImage } from '../protocol/image-part.js'
import { findUser, remedyMatches, statusAllows, userType } from '../protocol/requirements.js'

const PARTS = DOCUMENT_KINDS.flatMap((kind) => [
  { part: kind, kind, selfie: false },
  { part: `${kind}_selfie`, kind, selfie: true },
])

function userId({ form }: FlipCall): Answer | undefined {
  const value = form['user_id']
  if (isBlank(value))
    return kycError(
      refusal(1001, 'user_id is missing: send the id that POST /agents has answered.'),
    )
  if (/^\d+$/.test(value)) return undefined
  return kycError(refusal(4003, 'user_id must be a number: the id that POST /agents has answered.'))
}

/** The documents that were sent, in the order of `DOCUMENT_KINDS`. */
function sentDocuments({ files }: FlipCall) {
  return PARTS.flatMap((known) => {
    const file = files.get(known.part)
    return file === undefined ? [] : [{ ...known, file }]
  })
}

function someDocument(call: FlipCall): Answer | undefined {
  if (sentDocuments(call).length > 0) return undefined
  return kycError(
    refusal(
      4013,
      `Send at least one image as a file part named ${DOCUMENT_KINDS.join(', ')}, or one of these with _selfie.`,
    ),
  )
}

function documentImages(call: FlipCall): Answer | undefined {
  for (const { file } of sentDocuments(call)) {
    const answer = imageAnswer(file as FilePart)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** `POST /documents`: supporting documents. They are the remedy for a failed upload (kyc.documents.after-failed-upload), and for nearly every rejection (reasons.documents-fit). */
export const uploadDocuments: AgentEndpoint = {
  method: 'POST',
  path: '/documents',
  scripted: 'documents',
  before: [userType, userId],
  find: (call) => findUser(call, call.form['user_id'] as string),
  requires: [
    someDocument,
    documentImages,
    statusAllows('documents', 'documents are taken after a rejection or a failed upload.'),
    remedyMatches('documents'),
  ],
  perform(call: AgentCall) {
    const { commit, context } = call
    const sent = sentDocuments(call)
    const { agent, changes } = followPicture(
      call,
      sent.map(({ file }) => file),
      'document',
    )
    const first = context.store.nextId('document')
    const created_at = context.store.now(agent.company_id)
    const documents = sent.map(
      ({ kind, selfie, file }, index): SupportingDocument => ({
        id: first + index,
        kind,
        selfie,
        image: keepImage(call, file, 'document'),
        created_at,
      }),
    )
    commit(
      ...changes,
      ...remedy(agent, { type: 'documents-uploaded', documents }, context.checks.plansFor(agent)),
    )
    return documents.map((document) => documentResponse(call, document))
  },
}

/** Type of user (kyc.documents.type). */
const AGENT = 1

function documentResponse(call: FlipCall, { id, selfie, image, created_at }: SupportingDocument) {
  return {
    id,
    type: AGENT,
    selfie,
    path: imageUrl(call, image),
    created_at: documentTimestamp(created_at),
    updated_at: documentTimestamp(created_at),
  }
}
