import type { Source } from '../lists/live-list.js'
import type { LiveEvent } from '../live.js'
import type { TransferSummary } from '../types.js'

/** The transfers of a company. Events update them at once. */
export function transferSource(
  company_id: number,
  status: string | undefined,
  agent_id: string | undefined,
): Source<TransferSummary> {
  const created = (event: LiveEvent) =>
    event.company_id === company_id && event.type === 'disbursement-created'
  return {
    path: '/disbursements',
    query: { company_id, status, agent_id },
    patch: (transfer, event) =>
      event.type === 'disbursement-ended' && event.disbursement_id === transfer.id
        ? { ...transfer, ...ending(event) }
        : undefined,
    disturbs: (event) =>
      created(event) || (status !== undefined && event.type === 'disbursement-ended'),
    brings: (event) => {
      const { id, agent_id: whose } = (event['disbursement'] ?? {}) as Partial<TransferSummary>
      const fits = agent_id === undefined || String(whose) === agent_id
      return created(event) && fits && (status ?? 'PENDING') === 'PENDING' ? id : undefined
    },
  }
}

/** What the end of a transfer changes in it. */
function ending(event: LiveEvent): Partial<TransferSummary> {
  const { status, reason, at } = event as unknown as Pick<TransferSummary, 'status' | 'reason'> & {
    at: string
  }
  return { status, reason, ended_at: at, due: null }
}
