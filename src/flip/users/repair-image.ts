import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { remedy } from '../../kyc/journey.js'
import {
  findUser,
  idIsNumber,
  remedyMatches,
  repairsLeft,
  statusAllows,
  userType,
} from '../protocol/agent-checks.js'
import type { AgentEndpoint } from '../protocol/endpoint.js'
import type { FilePart } from '../protocol/form-bodies.js'
import { imagePart, imageUrl, keepImage } from '../protocol/image-part.js'

/** What `repairPhoto` and `repairSelfie` share: all but the picture (contract 7.7). */
export function repairImage(
  kind: 'identity' | 'selfie',
): Omit<AgentEndpoint, 'method' | 'path' | 'scripted'> {
  return {
    before: [userType, idIsNumber],
    find: findUser,
    checks: [
      (call) => imagePart(call),
      statusAllows('remedy', 'a repair is taken after a rejection or a failed upload.'),
      remedyMatches(kind === 'identity' ? 'photo' : 'selfie'),
      repairsLeft,
    ],
    perform(call) {
      const { agent, commit, context, files } = call
      const image = keepImage(call, files.get('image') as FilePart, kind)
      commit(...remedy(agent, { type: 'image-repaired', image }, context.director.plansFor(agent)))
      return { image_url: imageUrl(call, image) }
    },
  }
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '7.7',
    ['R'],
    'user_type and image are as in identities; the answer is {"image_url": "..."}.',
  ),
  assumed(
    '7.7',
    'The new image takes the place of the old one; the other picture of the pair stays.',
  ),
]
