import type { DrillKind, SubjectId } from './address.js'
import type { Sent } from './definitions.js'
import type { NewIds } from './new-ids.js'

/** What a run's callbacks are about, and what differs by it. */
export interface Subject {
  /** What a receiver must be able to take, and what `once` compares with. */
  readonly plain: Sent
  /** What a message calls one of them. */
  readonly noun: string
  /** The plain callback in a sentence. */
  readonly called: string
  /** What the probe should show, and when it cannot. */
  readonly advice: string
  /** The id of a new one. */
  readonly newId: (newIds: NewIds, exact?: boolean) => SubjectId
}

export const SUBJECTS: Readonly<Record<DrillKind, Subject>> = {
  kyc: {
    plain: { kyc_status: 'APPROVED' },
    noun: 'agent',
    called: 'approval',
    advice:
      'Let the probe show the KYC status; where the application ignores agents that it did not create, register them first.',
    newId: (newIds) => newIds.newAgent(),
  },
  disbursement: {
    plain: { status: 'DONE' },
    noun: 'transfer',
    called: 'DONE',
    advice:
      'Let the probe show the status; where the application ignores transfers that it did not make, register them first.',
    newId: (newIds, exact) => (exact ? newIds.newExactTransfer() : newIds.newTransfer()),
  },
}

/** The word for the one that a callback is about, in its drill. */
export function wordOf(sent: Sent): string {
  return ('kyc_status' in sent ? sent.agent : sent.transfer) ?? 'first'
}
