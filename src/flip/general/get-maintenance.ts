import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { controlsOf } from '../../store/state.js'
import type { Store } from '../../store/store.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'

/** Whether maintenance is on, for this company or for everybody. */
export function underMaintenance({ state }: Store, companyId: number): boolean {
  return controlsOf(state, companyId).maintenance || controlsOf(state, 0).maintenance
}

/** `GET /general/maintenance` (contract 7.10): the one call that maintenance leaves open. */
export const getMaintenance: PlainEndpoint = {
  method: 'GET',
  path: '/general/maintenance',
  checks: [],
  perform: ({ context, company }) => ({ maintenance: underMaintenance(context.store, company.id) }),
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '5',
    ['R'],
    "While maintenance is on, every endpoint but GET /general/maintenance answers 401 in its host's shape.",
  ),
  documented(
    '7.10',
    ['R'],
    'The answer is {"maintenance": false}, or true while maintenance is on.',
  ),
  assumed(
    '5',
    'Under maintenance the 401 reads like that of a wrong key; only the hint tells them apart.',
  ),
  assumed('7.10', 'The call needs the key like every other.'),
]
