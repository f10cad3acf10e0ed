import { JsonText } from '../../lib/json-text.js'
import { type Disbursement, disbursementJson } from '../../transfers/disbursement.js'
import type { FlipCall, PlainEndpoint } from '../protocol/endpoint.js'
import { type Answer, agentsError } from '../protocol/errors.js'
import { findDisbursement, noSuchDisbursement } from './find-disbursement.js'

function exists(call: FlipCall): Answer | undefined {
  if (findDisbursement(call, call.id) !== undefined) return undefined
  return agentsError(404, noSuchDisbursement(call, call.id), 'Agent disbursement not found')
}

/** `GET /agent-disbursements/:id`: as it is now (transfers.get.answer). */
export const getDisbursement: PlainEndpoint = {
  method: 'GET',
  path: '/agent-disbursements/:id',
  requires: [exists],
  perform: (call) =>
    new JsonText(disbursementJson(findDisbursement(call, call.id) as Disbursement)),
}
