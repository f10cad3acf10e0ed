import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { RULES } from '../rules/all.js'
import type { FidelityReport } from '../rules/fidelity-report.js'
import { whole } from './paging.js'

/** The rules as JSON. This call has its own names for some of their fields. */
function rows(report: FidelityReport | null) {
  return RULES.map(({ id, section, sentence, kind, sources, chosen }) => ({
    id,
    section,
    rule: sentence,
    basis: kind,
    sources,
    chosen,
    observed: report === null ? null : observed(report, id),
  }))
}

/** What a report says of a rule that it has reached; null of others. */
function observed({ date, target, rules }: FidelityReport, rule: string) {
  const found = rules.find(({ id }) => id === rule)
  if (found === undefined || found.verdict === 'not reachable') return null
  const { verdict, difference } = found
  return { verdict, difference, date, target }
}

/** `GET /_sandbox/fidelity`: what is documented, contradictory, assumed or observed, one row for each rule. */
export function fidelityRoutes(app: FastifyInstance, { fidelity }: Context): void {
  app.get('/fidelity', () => whole(rows(fidelity)))
}
