import { JsonText } from '../../lib/json-text.js'
import { indexOf } from '../../store/state.js'
import type { Disbursement } from '../../transfers/disbursement.js'
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
    return new JsonText(
      listJson(
        own.map((id) => state.disbursements.get(id) as Disbursement),
        form,
      ),
    )
  },
}
