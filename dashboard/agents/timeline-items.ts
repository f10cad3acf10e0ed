import type { Agent, CallbackSummary, HistoryEntry, LoggedRequest } from '../types.js'

/** One line of an agent's timeline. */
export type TimelineItem =
  | { readonly kind: 'request'; readonly at: string; readonly request: LoggedRequest }
  | { readonly kind: 'change'; readonly at: string; readonly change: HistoryEntry }
  | { readonly kind: 'callback'; readonly at: string; readonly callback: CallbackSummary }

/**
 * Requests, changes and callbacks in one order. Where possible the numbers of changes decide it, because the clock may
 * stand still or jump. A callback comes after the decision that it announces.
 */
export function timelineOf(agent: Agent, requests: readonly LoggedRequest[]): TimelineItem[] {
  const { history, callbacks } = agent
  const items: { order: number; rank: number; item: TimelineItem }[] = []
  for (const change of history)
    items.push({ order: change.seq, rank: 1, item: { kind: 'change', at: change.at, change } })
  for (const request of requests.toReversed()) {
    const order = request.seq ?? lastBefore(history, Date.parse(request.at) - request.duration_ms)
    items.push({ order: order + 0.5, rank: 0, item: { kind: 'request', at: request.at, request } })
  }
  const left = [...history]
  for (const callback of callbacks) {
    const at = callback.sent_at ?? callback.due
    const cause = left.findIndex(
      ({ type, kyc_status }) =>
        type === 'kyc-decided' && callback.repeats === null && kyc_status === callback.kyc_status,
    )
    const [decision] = cause < 0 ? [] : left.splice(cause, 1)
    const order = Math.max(decision?.seq ?? 0, lastBefore(history, Date.parse(at)))
    items.push({ order: order + 0.5, rank: 2, item: { kind: 'callback', at, callback } })
  }
  return items.sort((a, b) => a.order - b.order || a.rank - b.rank).map(({ item }) => item)
}

/** The number of the last change that is not later. */
function lastBefore(history: readonly HistoryEntry[], at: number): number {
  let seq = 0
  for (const change of history) if (Date.parse(change.at) <= at) seq = change.seq
  return seq
}
