import { indexOf } from '../../store/state.js'
import type { Disbursement } from '../../transfers/disbursement.js'
import { readTransactionId, unroundedId } from '../../transfers/transaction-id.js'
import type { FlipCall } from '../protocol/endpoint.js'

/** The company's transfer with an id as a client sends it; undefined: none. */
export function findDisbursement(
  { context: { store }, company }: FlipCall,
  text: string,
): Disbursement | undefined {
  const id = readTransactionId(text)
  const found = id === null ? undefined : store.state.disbursements.get(id)
  return found?.company_id === company.id ? found : undefined
}

/** What to say where there is none. A client that keeps ids in floating-point numbers sends them back rounded (transfers.get.rounded). */
export function noSuchDisbursement(
  { context: { store }, company }: FlipCall,
  text: string,
): string {
  const original = unroundedId(text)
  if (original !== null && indexOf(store.state, company.id).disbursements.has(original))
    return `There is no such transfer, but ${original}: the client has read that id into a number that cannot hold 19 digits; keep ids as text, or as 64-bit integers.`
  return 'This company has no transfer with that id: take the id that POST /agent-disbursements has answered, and the same API secret key.'
}
