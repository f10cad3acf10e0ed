import type { AgentEndpoint } from '../protocol/endpoint.js'
import { repairImage } from './repair-image.js'

/** `PUT /users/:id/repairSelfie` (contract 7.7). */
export const repairSelfie: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/repairSelfie',
  scripted: 'repair_selfie',
  ...repairImage('selfie'),
}
