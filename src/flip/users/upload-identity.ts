import { isBlank } from '../../kyc/blank.js'
import { uploadImage } from '../../kyc/journey.js'
import { refusal } from '../../kyc/refusals.js'
import { identityImageFails } from '../../scenarios/plan.js'
import type { AgentCall, AgentEndpoint, FlipCall } from '../protocol/endpoint.js'
import { type Answer, kycError } from '../protocol/errors.js'
import { followPicture } from '../protocol/follow-picture.js'
import type { FilePart } from '../protocol/form-bodies.js'
import { imagePart, imageUrl, keepImage } from '../protocol/image-part.js'
import { findUser, idIsNumber, statusAllows, userType } from '../protocol/requirements.js'

function identityType({ form }: FlipCall): Answer | undefined {
  const value = form['identity_type']
  if (isBlank(value))
    return kycError(refusal(1001, 'identity_type is missing: send 1 (KTP) or 2 (passport).'))
  if (value !== '1' && value !== '2') {
    return kycError(
      refusal(
        4004,
        'identity_type must be 1 (KTP) or 2 (passport); the identity number does not belong here.',
      ),
    )
  }
  return undefined
}

function selfieFlag({ form }: FlipCall): Answer | undefined {
  const value = form['selfie']
  if (isBlank(value) || value === '0' || value === '1') return undefined
  return kycError(
    refusal(
      4001,
      'selfie must be 0 (identity image, the default) or 1 (selfie with the identity card).',
    ),
  )
}

const isSelfie = ({ form }: FlipCall) => form['selfie'] === '1'

/** `PUT /users/:id/identities`, once for the identity image and once for the selfie (kyc.identities.twice). */
export const uploadIdentity: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/identities',
  scripted: (call) => (isSelfie(call) ? 'selfie' : 'identity_image'),
  before: [userType, idIsNumber],
  find: findUser,
  requires: [
    (call) => imagePart(call, ', with identity_type 1 (KTP) or 2 (passport)'),
    identityType,
    selfieFlag,
    statusAllows('identity-image', 'images are taken until the upload check begins.'),
  ],
  perform(call: AgentCall) {
    const { commit, context } = call
    const kind = isSelfie(call) ? 'selfie' : 'identity'
    const part = call.files.get('image') as FilePart
    const { agent, changes } = followPicture(call, [part], kind)
    const fails = kind === 'identity' && identityImageFails(agent, context.scenarios.ofAgent(agent))
    const image = keepImage(call, part, kind)
    commit(...changes, ...uploadImage(agent, image, fails, context.checks.plansFor(agent)))
    return { image_url: imageUrl(call, image) }
  },
}
