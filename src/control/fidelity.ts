import type { FastifyInstance } from 'fastify'
import { FIDELITY_LEDGER } from '../fidelity.js'
import { whole } from './listing.js'

/** `GET /_sandbox/fidelity`: what is documented, contradictory or assumed, one row for each rule. */
export function fidelityRoutes(app: FastifyInstance): void {
  app.get('/fidelity', () => whole(FIDELITY_LEDGER))
}
