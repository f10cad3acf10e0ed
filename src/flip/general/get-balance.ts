import { balanceOf } from '../../store/state.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'

/** `GET /general/balance` (transfers.balance.answer). */
export const getBalance: PlainEndpoint = {
  method: 'GET',
  path: '/general/balance',
  requires: [],
  perform: ({ context: { store }, company }) => ({ balance: balanceOf(store.state, company.id) }),
}
