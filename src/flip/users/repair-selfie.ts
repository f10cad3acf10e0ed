import type { AgentEndpoint } from '../protocol/endpoint.js'
import { repairImage } from './repair-image.js'

/** `PUT /users/:id/repairSelfie`: another selfie. */
export const repairSelfie: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/repairSelfie',
  scripted: 'repair_selfie',
  ...repairImage('selfie'),
}
