import type {
  Agent,
  CallbackSummary,
  HistoryEntry,
  LoggedRequest,
  TransferSummary,
} from '../types.js'

/** One line of an agent's timeline. */
export type TimelineItem =
  | { readonly kind: 'request'; readonly at: string; readonly request: LoggedRequest }
  | { readonly kind: 'change'; readonly at: string; readonly change: HistoryEntry }
  | { readonly kind: 'transfer'; readonly at: string; readonly transfer: Moment }
  | { readonly kind: 'callback'; readonly at: string; readonly callback: CallbackSummary }

/** A transfer as it was made, or as it ended. */
export type Moment = TransferSummary & { readonly ended: boolean }

/**
 * Requests, changes, transfers and callbacks in one order. Where possible the numbers of changes decide it, because the
 * clock may stand still or jump; between two changes, the time. A callback comes after the decision that it announces, a
 * transfer after its call.
 */
export function timelineOf(
  agent: Agent,
  requests: readonly LoggedRequest[],
  transfers: readonly TransferSummary[],
): TimelineItem[] {
  const { history, callbacks } = agent
  const items: { after: number; rank: number; item: TimelineItem }[] = []
  const add = (after: number, rank: number, item: TimelineItem) => items.push({ after, rank, item })
  for (const change of history) add(change.seq, 0, { kind: 'change', at: change.at, change })
  for (const request of requests.toReversed()) {
    const { seq, at } = request
    const before = history.findLast((change) => change.seq <= seq)
    add(before?.seq ?? 0, 1, { kind: 'request', at, request })
  }
  for (const transfer of transfers.toReversed()) {
    const { created_at, ended_at } = transfer
    const call = requests.findLast(({ response }) => response.startsWith(`{"id":${transfer.id},`))
    const at = later(created_at, call?.at ?? created_at)
    const after = lastBefore(history, Date.parse(created_at))
    add(after, 2, { kind: 'transfer', at, transfer: { ...transfer, ended: false } })
    if (ended_at === null) continue
    const end = later(ended_at, at)
    add(lastBefore(history, Date.parse(ended_at)), 2, {
      kind: 'transfer',
      at: end,
      transfer: { ...transfer, ended: true },
    })
  }
  const left = [...history]
  for (const callback of callbacks) {
    const at = callback.sent_at ?? callback.due
    const cause = left.findIndex(
      ({ type, kyc_status }) =>
        type === 'kyc-decided' && callback.repeats === null && kyc_status === callback.kyc_status,
    )
    const [decision] = cause < 0 ? [] : left.splice(cause, 1)
    const after = Math.max(decision?.seq ?? 0, lastBefore(history, Date.parse(at)))
    add(after, 3, { kind: 'callback', at, callback })
  }
  // A change comes first among those after it.
  return items
    .sort(
      (a, b) =>
        a.after - b.after ||
        Number(a.rank > 0) - Number(b.rank > 0) ||
        Date.parse(a.item.at) - Date.parse(b.item.at) ||
        a.rank - b.rank,
    )
    .map(({ item }) => item)
}

/** The number of the last change that is not later. */
function lastBefore(history: readonly HistoryEntry[], at: number): number {
  return history.findLast((change) => Date.parse(change.at) <= at)?.seq ?? 0
}

function later(one: string, other: string): string {
  return Date.parse(one) < Date.parse(other) ? other : one
}
