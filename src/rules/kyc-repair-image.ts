import { assumed, documented, rulesOf } from './rule.js'

export const REPAIR_IMAGE = rulesOf('PUT /users/:id/repairPhoto and repairSelfie', [
  documented(
    'kyc.repair-image.as-identities',
    ['R'],
    'user_type and image are as in identities; the answer is {"image_url": "..."}.',
  ),
  assumed(
    'kyc.repair-image.replaces',
    'The new image takes the place of the old one; the other picture of the pair stays.',
  ),
])
