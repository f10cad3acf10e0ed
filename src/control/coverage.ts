import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { CompanyScope } from './definitions/common.js'
import { bodyAndQuery, optionalCompany, reader } from './input.js'
import type { CoverageReport } from './types.js'

const readScope = reader(CompanyScope)

/** `/_sandbox/coverage`: what the calls have exercised, of what there is. */
export function coverageRoutes(app: FastifyInstance, { store, coverage }: Context): void {
  app.get('/coverage', (request): CoverageReport => {
    const company = optionalCompany(store.state, readScope(request.query))
    return coverage.report(company?.id ?? null)
  })

  app.delete('/coverage', (request, reply) => {
    const company = optionalCompany(store.state, readScope(bodyAndQuery(request)))
    coverage.clear(company?.id ?? null)
    return reply.code(204).send()
  })
}
