import { remedy } from '../../kyc/journey.js'
import type { AgentEndpoint } from '../protocol/endpoint.js'
import { followPicture } from '../protocol/follow-picture.js'
import type { FilePart } from '../protocol/form-bodies.js'
import { imagePart, imageUrl, keepImage } from '../protocol/image-part.js'
import {
  findUser,
  idIsNumber,
  remedyMatches,
  repairsLeft,
  statusAllows,
  userType,
} from '../protocol/requirements.js'

/** What `repairPhoto` and `repairSelfie` share: everything but the kind of image (kyc.repair-image.replaces). */
export function repairImage(
  kind: 'identity' | 'selfie',
): Omit<AgentEndpoint, 'method' | 'path' | 'scripted'> {
  return {
    before: [userType, idIsNumber],
    find: findUser,
    requires: [
      (call) => imagePart(call),
      statusAllows(
        'repair',
        'a repair is taken after a rejection, and after a failed upload only POST /documents.',
      ),
      remedyMatches(kind === 'identity' ? 'photo' : 'selfie'),
      repairsLeft,
    ],
    perform(call) {
      const { commit, context, files } = call
      const part = files.get('image') as FilePart
      const { agent, changes } = followPicture(call, [part], kind)
      const image = keepImage(call, part, kind)
      commit(
        ...changes,
        ...remedy(agent, { type: 'image-repaired', image }, context.checks.plansFor(agent)),
      )
      return { image_url: imageUrl(call, image) }
    },
  }
}
