import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { LoggedFacts } from '../requests/logged-request.js'
import { RequestQuery } from './definitions/requests.js'
import { optionalCompany, reader } from './input.js'
import { page } from './paging.js'
import { requestView } from './views.js'

const readQuery = reader(RequestQuery)

/** `GET /_sandbox/requests`: the calls to the emulated API, newest first. */
export function requestRoutes(app: FastifyInstance, { store, requests }: Context): void {
  app.get('/requests', (request) => {
    const query = readQuery(request.query)
    const { agent_id, request_id, path, status, refused } = query
    const company = optionalCompany(store.state, query)
    const fits = (entry: LoggedFacts) =>
      (company === null || entry.company_id === company.id) &&
      (agent_id === undefined || entry.agent_id === agent_id) &&
      (status === undefined || entry.status === status) &&
      (refused === undefined || isRefused(entry) === refused) &&
      (request_id === undefined || entry.request_id === request_id) &&
      (path === undefined || entry.path.includes(path))
    return page(requests.newestFirst(fits), query, requestView)
  })
}

/** Answered 4xx or 5xx, or not at all. */
function isRefused({ status }: LoggedFacts): boolean {
  return status === null || status >= 400
}
