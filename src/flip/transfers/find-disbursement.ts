import { isBlank } from '../../kyc/blank.js'
import { JsonText } from '../../lib/json-text.js'
import { indexOf } from '../../store/state.js'
import { type Disbursement, disbursementJson } from '../../transfers/disbursement.js'
import { readTransactionId, unroundedId } from '../../transfers/transaction-id.js'
import type { FlipCall, PlainEndpoint } from '../protocol/endpoint.js'
import { agentsError, FlipError } from '../protocol/errors.js'
import { transferError } from '../protocol/transfer-errors.js'

/** `GET /agent-disbursements/:id`: as it is now (transfers.get.answer). */
export const getDisbursement: PlainEndpoint = {
  method: 'GET',
  path: '/agent-disbursements/:id',
  requires: [],
  perform(call) {
    const found = withId(call, call.id)
    if (found !== undefined) return new JsonText(disbursementJson(found))
    throw new FlipError(agentsError(404, hintFor(call, call.id), 'Agent disbursement not found'))
  },
}

/** `GET /get-disbursement`, by id or by key (transfers.lookup.answer). */
export const lookUpDisbursement: PlainEndpoint = {
  method: 'GET',
  path: '/get-disbursement',
  requires: [],
  perform(call) {
    const { form } = call
    const { id, 'idempotency-key': key } = form
    const found = isBlank(id) ? withKey(call, key ?? '') : withId(call, id)
    if (found !== undefined) return new JsonText(disbursementJson(found))
    throw new FlipError(
      transferError([
        isBlank(id)
          ? {
              attribute: 'idempotency-key',
              code: 1073,
              hint: isBlank(key) ? NEITHER : NO_SUCH_KEY,
            }
          : { attribute: 'id', code: 1072, hint: hintFor(call, id) },
      ]),
    )
  },
}

const NEITHER = 'Send id or idempotency-key in the query.'
const NO_SUCH_KEY =
  'No transfer of this company was made with that idempotency-key: send the key of the create, with the same API secret key.'

function withId({ context: { store }, company }: FlipCall, text: string): Disbursement | undefined {
  const id = readTransactionId(text)
  const found = id === null ? undefined : store.state.disbursements.get(id)
  return found?.company_id === company.id ? found : undefined
}

function withKey({ context: { store }, company }: FlipCall, key: string): Disbursement | undefined {
  const id = indexOf(store.state, company.id).idempotencyKeys.get(key)
  return id === undefined ? undefined : store.state.disbursements.get(id)
}

/** A client that keeps ids in floating-point numbers sends them back rounded (transfers.get.rounded). */
function hintFor({ context: { store }, company }: FlipCall, text: string): string {
  const original = unroundedId(text)
  if (original !== null && indexOf(store.state, company.id).disbursements.has(original))
    return `There is no such transfer, but ${original}: the client has read that id into a number that cannot hold 19 digits; keep ids as text, or as 64-bit integers.`
  return 'This company has no transfer with that id: take the id that POST /agent-disbursements has answered, and the same API secret key.'
}
