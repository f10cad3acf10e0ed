import type { HistoryEntry } from '../../kyc/agent.js'
import type { Change } from '../change.js'

/** How many entries an agent keeps. Polling a scripted answer for days would make its history grow without end. */
const MOST_ENTRIES = 1000

/**
 * A history with one more entry. A full one loses its oldest, but neither the agent's creation nor an entry that names an
 * image, because the image is kept as long.
 */
export function withEntry(
  history: readonly HistoryEntry[],
  entry: HistoryEntry,
): readonly HistoryEntry[] {
  const longer = [...history, entry]
  if (longer.length <= MOST_ENTRIES) return longer
  const oldest = longer.findIndex(({ image }, index) => index > 0 && image === undefined)
  return oldest < 0 ? longer : longer.toSpliced(oldest, 1)
}

/** A change as an entry of the agent's history, without what the agent itself shows. */
export function historyEntry(change: Extract<Change, { agent_id: number }>): HistoryEntry {
  const { seq, at, type } = change
  switch (type) {
    case 'agent-created':
    case 'scenario-set':
      return { seq, at, type, scenario: change.scenario }
    case 'agent-repaired':
    case 'kyc-submitted':
      return { seq, at, type, kyc_status: change.kyc_status }
    case 'image-uploaded':
    case 'image-failed':
    case 'image-repaired':
      return { seq, at, type, kyc_status: change.kyc_status, image: change.image.file }
    case 'documents-uploaded':
      return { seq, at, type, kyc_status: change.kyc_status, documents: change.documents.length }
    case 'check-scheduled':
      return { seq, at, type, check: change.check }
    case 'kyc-decided': {
      const { kyc_status, rejected_reason_code, by } = change
      return { seq, at, type, kyc_status, rejected_reason_code, by }
    }
    case 'answer-scripted':
      return { seq, at, type, endpoint: change.endpoint, answer: change.answer }
    case 'fault-missed':
      return { seq, at, type, fault: change.fault, callback: change.callback }
    case 'agent-status-set':
      return { seq, at, type, status: change.status }
    default:
      return { seq, at, type }
  }
}
