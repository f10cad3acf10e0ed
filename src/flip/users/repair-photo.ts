import type { AgentEndpoint } from '../protocol/endpoint.js'
import { repairImage } from './repair-image.js'

/** `PUT /users/:id/repairPhoto`: another identity image. */
export const repairPhoto: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/repairPhoto',
  scripted: 'repair_photo',
  ...repairImage('identity'),
}
