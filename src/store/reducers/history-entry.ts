import type { HistoryEntry } from '../../kyc/agent.js'
import type { Change } from '../change.js'

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
