import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { LoggedFacts } from '../requests/logged-request.js'
import { RequestQuery } from './definitions/requests.js'
import { ofKnownCompany, reader } from './input.js'
import { having, page } from './paging.js'
import { requestView } from './views.js'

const readQuery = reader(RequestQuery)

/** `GET /_sandbox/requests`: the calls to the emulated API, newest first. */
export function requestRoutes(app: FastifyInstance, { store, requests }: Context): void {
  app.get('/requests', (request) => {
    const query = ofKnownCompany(store.state, readQuery(request.query))
    const { path, refused, cursor, limit, ...wanted } = query
    const has = having<LoggedFacts>(wanted)
    const fits = (entry: LoggedFacts) =>
      has(entry) &&
      (refused === undefined || isRefused(entry) === refused) &&
      (path === undefined || entry.path.includes(path))
    return page(requests.newestFirst(fits), query, requestView)
  })
}

/** Answered 4xx or 5xx, or not at all. */
function isRefused({ status }: LoggedFacts): boolean {
  return status === null || status >= 400
}
