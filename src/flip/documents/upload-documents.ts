import { DOCUMENT_KINDS, type SupportingDocument } from '../../kyc/agent.js'
import { isBlank } from '../../kyc/blank.js'
import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { remedy } from '../../kyc/journey.js'
import { refusal } from '../../kyc/refusals.js'
import { kycTimestamp } from '../../kyc/timestamps.js'
import { agentWithId, remedyMatches, statusAllows, userType } from '../protocol/agent-checks.js'
import type { AgentCall, AgentEndpoint, Call } from '../protocol/endpoint.js'
import { type Answer, kycError } from '../protocol/errors.js'
import type { FilePart } from '../protocol/form-bodies.js'
import { imageAnswer, imageUrl, keepImage } from '../protocol/image-part.js'

const PARTS = DOCUMENT_KINDS.flatMap((kind) => [
  { part: kind, kind, selfie: false },
  { part: `${kind}_selfie`, kind, selfie: true },
])

function userId({ form }: Call): Answer | undefined {
  const value = form['user_id']
  if (isBlank(value))
    return kycError(
      refusal(1001, 'user_id is missing: send the id that POST /agents has answered.'),
    )
  if (/^\d+$/.test(value)) return undefined
  return kycError(refusal(4003, 'user_id must be a number: the id that POST /agents has answered.'))
}

/** The documents that were sent, in the order of `DOCUMENT_KINDS`. */
function sentDocuments({ files }: Call) {
  return PARTS.flatMap((known) => {
    const file = files.get(known.part)
    return file === undefined ? [] : [{ ...known, file }]
  })
}

function someDocument(call: Call): Answer | undefined {
  if (sentDocuments(call).length > 0) return undefined
  return kycError(
    refusal(
      4013,
      `Send at least one image as a file part named ${DOCUMENT_KINDS.join(', ')}, or one of these with _selfie.`,
    ),
  )
}

function documentImages(call: Call): Answer | undefined {
  for (const { file } of sentDocuments(call)) {
    const answer = imageAnswer(file as FilePart)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** `POST /documents` (contract 7.8). */
export const uploadDocuments: AgentEndpoint = {
  method: 'POST',
  path: '/documents',
  scripted: 'documents',
  before: [userType, userId],
  find: (call) => agentWithId(call, call.form['user_id'] as string),
  checks: [
    someDocument,
    documentImages,
    statusAllows('remedy', 'documents are taken after a rejection or a failed upload.'),
    remedyMatches('documents'),
  ],
  perform(call: AgentCall) {
    const { agent, commit, context } = call
    const first = context.store.nextId('document')
    const created_at = context.store.now(agent.company_id)
    const documents = sentDocuments(call).map(
      ({ kind, selfie, file }, index): SupportingDocument => ({
        id: first + index,
        kind,
        selfie,
        image: keepImage(call, file, 'document'),
        created_at,
      }),
    )
    commit(
      ...remedy(agent, { type: 'documents-uploaded', documents }, context.director.plansFor(agent)),
    )
    return documents.map((document) => documentResponse(call, document))
  },
}

function documentResponse(call: Call, { id, kind, selfie, image, created_at }: SupportingDocument) {
  return {
    id,
    type: DOCUMENT_KINDS.indexOf(kind) + 1,
    selfie: selfie ? 1 : 0,
    path: imageUrl(call, image),
    created_at: kycTimestamp(created_at),
    updated_at: kycTimestamp(created_at),
  }
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '7.8',
    ['R'],
    'user_id, user_type and at least one image part are sent: one of nine kinds, each also with the suffix _selfie.',
  ),
  documented(
    '7.8',
    ['R'],
    'The answer is an array with id, type, selfie, path, created_at and updated_at of each part.',
  ),
  assumed('7.8', "type is the kind's position in the reference's list, from 1."),
  assumed('7.8', 'selfie is 0 or 1, path is the URL of the image, updated_at equals created_at.'),
  assumed('7.8', 'The array has the order of the list of kinds, not that of the request.'),
  assumed(
    '7.8',
    'A part of an unknown name is ignored beside a known one; a document that comes as text does not count (4013).',
  ),
  assumed('7.8', 'A missing user_id is 1001, and user_type is checked before it.'),
  assumed('7.8', 'Documents add up: a kind that is sent again replaces nothing.'),
]
