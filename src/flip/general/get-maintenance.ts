import { controlsOf } from '../../store/state.js'
import type { Store } from '../../store/store.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'

/** Whether maintenance is on, for this company or for all. */
export function underMaintenance({ state }: Store, companyId: number): boolean {
  return controlsOf(state, companyId).maintenance || controlsOf(state, 0).maintenance
}

/** `GET /general/maintenance`: the one call that works during maintenance (maintenance.every-other-call). */
export const getMaintenance: PlainEndpoint = {
  method: 'GET',
  path: '/general/maintenance',
  requires: [],
  perform: ({ context, company }) => ({ maintenance: underMaintenance(context.store, company.id) }),
}
