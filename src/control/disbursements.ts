import type { FastifyInstance, FastifyRequest } from 'fastify'
import { commitAfter } from '../context/commit-after.js'
import type { Context } from '../context/context.js'
import type { Disbursement } from '../transfers/disbursement.js'
import { USUAL_REASON } from '../transfers/words.js'
import { conflict } from './control-error.js'
import { DisbursementDecision, DisbursementQuery } from './definitions/transfers.js'
import { disbursementWithId, ofKnownCompany, reader } from './input.js'
import { having, page } from './paging.js'
import { disbursementSummary, disbursementView } from './transfer-views.js'

const readQuery = reader(DisbursementQuery)
const readDecision = reader(DisbursementDecision)

/** `/_sandbox/disbursements`: see transfers, and decide them by hand. */
export function disbursementRoutes(app: FastifyInstance, context: Context): void {
  const { store, transfers } = context

  const ofPath = (request: FastifyRequest): Disbursement => {
    const { id } = request.params as { id: string }
    return disbursementWithId(store.state, id)
  }

  app.get('/disbursements', (request) => {
    const query = ofKnownCompany(store.state, readQuery(request.query))
    const { cursor, limit, ...wanted } = query
    const fits = having<Disbursement>(wanted)
    const found = [...store.state.disbursements.values()].filter(fits).reverse()
    const numbered = found.map((disbursement) => ({ id: disbursement.number, disbursement }))
    return page(numbered, query, ({ disbursement }) => disbursementSummary(disbursement))
  })

  app.get('/disbursements/:id', (request) => disbursementView(store.state, ofPath(request)))

  app.post('/disbursements/:id/decision', (request, reply) => {
    const disbursement = ofPath(request)
    const { status, reason = USUAL_REASON } = readDecision(request.body)
    const { id, company_id } = disbursement
    if (disbursement.status !== 'PENDING') {
      throw conflict(
        `Transfer ${id} is ${disbursement.status}, which is final: make another one with a new idempotency-key.`,
      )
    }
    const ending = { status, reason: status === 'CANCELLED' ? reason : null, by: 'hand' } as const
    commitAfter(reply.raw, context, company_id, ...transfers.end(disbursement, ending))
    return disbursementView(store.state, ofPath(request))
  })
}
