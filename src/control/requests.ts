import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { LoggedRequest } from '../requests/logged-request.js'
import { optionalCompany, query } from './input.js'
import { LISTING, page } from './listing.js'
import { requestView } from './views.js'

/** `GET /_sandbox/requests`: the calls to the emulated API, newest first. */
export function requestRoutes(app: FastifyInstance, { store, requests }: Context): void {
  app.get('/requests', (request) => {
    const input = query(request, [
      'company_id',
      'agent_id',
      'request_id',
      'path',
      'status',
      ...LISTING,
    ])
    const company = optionalCompany(store.state, input)
    const agentId = input.number('agent_id')
    const requestId = input.text('request_id')
    const path = input.text('path')
    const status = input.number('status', 100, 599)
    const fits = (entry: LoggedRequest) =>
      (company === null || entry.company_id === company.id) &&
      (agentId === undefined || entry.agent_id === agentId) &&
      (status === undefined || entry.status === status) &&
      (requestId === undefined || entry.request_id === requestId) &&
      (path === undefined || entry.path.includes(path))
    return page(requests.newestFirst().filter(fits), input, requestView)
  })
}
