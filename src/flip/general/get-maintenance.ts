import { maintenanceOf } from '../../store/maintenance.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'

/** `GET /general/maintenance`: the one call that works during maintenance (maintenance.every-other-call), and without a key (maintenance.key). */
export const getMaintenance: PlainEndpoint = {
  method: 'GET',
  path: '/general/maintenance',
  requires: [],
  perform: ({ context: { store }, company }) => ({
    maintenance: maintenanceOf(store.state, company.id) !== null,
  }),
}
