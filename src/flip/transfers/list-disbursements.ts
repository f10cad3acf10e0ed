import type { Form } from '../../kyc/agent-attributes.js'
import { JsonText } from '../../lib/json-text.js'
import { indexOf } from '../../store/state.js'
import { checkList, listJson } from '../../transfers/list-disbursements.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'
import { refusedFor } from '../protocol/transfer-errors.js'

/** `GET /agent-disbursements`: a page of the company's transfers (transfers.list.answer). */
export const listDisbursements: PlainEndpoint = {
  method: 'GET',
  path: '/agent-disbursements',
  requires: [({ form }) => refusedFor(...checkList(form))],
  perform({ context: { store }, company, form }) {
    const { state } = store
    const own = [...indexOf(state, company.id).disbursements]
    return new JsonText(listJson(own, state.disbursements, form))
  },
  hint: ({ form }) => byKey(form),
}

/** Whoever looks for a transfer by its key is told the call that does (transfers.list.by-key). */
function byKey(form: Form): string | undefined {
  if (!('idempotency_key' in form || 'idempotency-key' in form)) return undefined
  return 'A list ignores keys: GET /v3/get-disbursement?idempotency-key=... finds the transfer that was made with one.'
}

/** `GET /disbursement`: a client looks there by key, and gets the plain list (transfers.list.of-money-transfer). */
export const listMoneyTransfers: PlainEndpoint = {
  ...listDisbursements,
  path: '/disbursement',
  hint: ({ form }) =>
    byKey(form) ??
    "The list of agents' transfers is GET /agent-disbursements; this path is that of Money Transfer.",
}
