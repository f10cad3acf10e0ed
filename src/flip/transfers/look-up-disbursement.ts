import { isBlank } from '../../kyc/blank.js'
import { JsonText } from '../../lib/json-text.js'
import { indexOf } from '../../store/state.js'
import { type Disbursement, disbursementJson } from '../../transfers/disbursement.js'
import type { FlipCall, PlainEndpoint } from '../protocol/endpoint.js'
import type { Answer } from '../protocol/errors.js'
import { refusedFor } from '../protocol/transfer-errors.js'
import { findDisbursement, noSuchDisbursement } from './find-disbursement.js'

const NEITHER = 'Send id or idempotency-key in the query.'
const NO_SUCH_KEY =
  'No transfer of this company was made with that idempotency-key: send the key of the create, with the same API secret key.'

/** The transfer with the id, or without one the transfer with the key; undefined: none. */
function lookedUp(call: FlipCall): Disbursement | undefined {
  const { id, 'idempotency-key': key = '' } = call.form
  if (!isBlank(id)) return findDisbursement(call, id)
  const { state } = call.context.store
  const found = indexOf(state, call.company.id).idempotencyKeys.get(key)
  return found === undefined ? undefined : state.disbursements.get(found)
}

function exists(call: FlipCall): Answer | undefined {
  if (lookedUp(call) !== undefined) return undefined
  const { id, 'idempotency-key': key } = call.form
  if (!isBlank(id))
    return refusedFor({ attribute: 'id', code: 1072, hint: noSuchDisbursement(call, id) })
  const hint = isBlank(key) ? NEITHER : NO_SUCH_KEY
  return refusedFor({ attribute: 'idempotency-key', code: 1073, hint })
}

/** `GET /get-disbursement`, by id or by key (transfers.lookup.answer). */
export const lookUpDisbursement: PlainEndpoint = {
  method: 'GET',
  path: '/get-disbursement',
  requires: [exists],
  perform: (call) => new JsonText(disbursementJson(lookedUp(call) as Disbursement)),
}
