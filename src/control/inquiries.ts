import type { FastifyInstance } from 'fastify'
import { commitAfter } from '../context/commit-after.js'
import type { Context } from '../context/context.js'
import type { Inquiry } from '../transfers/inquiry.js'
import { conflict, notFound } from './control-error.js'
import { InquiryDecision, InquiryQuery } from './definitions/transfers.js'
import { ofKnownCompany, pathId, reader } from './input.js'
import { having, newestFirst, page } from './paging.js'
import { inquiryView } from './transfer-views.js'

const readQuery = reader(InquiryQuery)
const readDecision = reader(InquiryDecision)

/** `/_sandbox/inquiries`: see what companies have asked about accounts, and decide it by hand. */
export function inquiryRoutes(app: FastifyInstance, context: Context): void {
  const { store, transfers } = context

  const inquiryWithId = (id: number): Inquiry => {
    const inquiry = store.state.inquiries.get(id)
    if (inquiry === undefined)
      throw notFound(`inquiry ${id}`, 'GET /_sandbox/inquiries lists them.')
    return inquiry
  }

  app.get('/inquiries', (request) => {
    const query = ofKnownCompany(store.state, readQuery(request.query))
    const { cursor, limit, ...wanted } = query
    const fits = having<Inquiry>(wanted)
    return page(newestFirst(store.state.inquiries).filter(fits), query, inquiryView)
  })

  app.post('/inquiries/:id/decision', (request, reply) => {
    const inquiry = inquiryWithId(pathId(request, 'inquiry'))
    const { status } = readDecision(request.body)
    if (inquiry.status !== 'PENDING') {
      throw conflict(
        `Inquiry ${inquiry.id} has ended with ${inquiry.status}: only one that is PENDING can be decided.`,
      )
    }
    const changes = transfers.endInquiry(inquiry, status, 'hand')
    commitAfter(reply.raw, context, inquiry.company_id, ...changes)
    return inquiryView(inquiryWithId(inquiry.id))
  })
}
