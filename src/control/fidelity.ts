import type { FastifyInstance } from 'fastify'
import { RULES } from '../rules/all.js'
import { whole } from './paging.js'

/** The rules as JSON. This call has its own names for some of their fields. */
const ROWS = RULES.map(({ id, section, sentence, kind, sources, chosen }) => ({
  id,
  section,
  rule: sentence,
  basis: kind,
  sources,
  chosen,
}))

/** `GET /_sandbox/fidelity`: what is documented, contradictory or assumed, one row for each rule. */
export function fidelityRoutes(app: FastifyInstance): void {
  app.get('/fidelity', () => whole(ROWS))
}
