import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { CompanyScope } from './definitions/common.js'
import { bodyAndQuery, ownerOf, reader } from './input.js'
import type { CoverageReport } from './types.js'

const readScope = reader(CompanyScope)

/** `/_sandbox/coverage`: what the calls have exercised, of what there is. */
export function coverageRoutes(app: FastifyInstance, { store, coverage }: Context): void {
  app.get('/coverage', (request): CoverageReport => {
    return coverage.report(ownerOf(store.state, readScope(request.query)))
  })

  app.delete('/coverage', (request, reply) => {
    coverage.clear(ownerOf(store.state, readScope(bodyAndQuery(request))))
    return reply.code(204).send()
  })
}
