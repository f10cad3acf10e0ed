import type { Outbox } from '../callbacks/outbox.js'
import type { Context } from '../context/context.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import type { Subscriber } from '../store/store.js'

/**
 * Lets the parts act on changes, in this order, and goes on with what was still to come when the sandbox stopped. Call
 * it once the sandbox listens, because callbacks that are due are sent at once, perhaps to its own inbox.
 */
export function actOnChanges(
  { store, agenda, checks, transfers, requests, coverage }: Context,
  outbox: Outbox,
): void {
  const resume = () => {
    checks.resume()
    transfers.resume()
    outbox.resume()
  }
  requests.subscribe((facts) => coverage.countCall(facts))
  const inOrder: readonly Subscriber[] = [
    (change) => coverage.countChange(change),
    // First drop what a reset cancels, before anything new is scheduled.
    ({ type, company_id }) => {
      switch (type) {
        case 'company-reset':
        case 'company-deleted':
          agenda.clear(company_id)
          requests.clear(company_id)
          break
        case 'reset':
        case 'imported':
          agenda.clearAll()
          requests.clear(ALL_COMPANIES)
          break
        case 'clock-set':
          for (const id of company_id === ALL_COMPANIES ? agenda.companies() : [company_id])
            agenda.clockChanged(id)
      }
    },
    (change) => checks.follow(change),
    (change) => transfers.follow(change),
    (change) => outbox.follow(change),
    // An imported state may have checks and callbacks that are still to come.
    ({ type }) => {
      if (type === 'imported') resume()
    },
  ]
  store.subscribe((change) => {
    for (const act of inOrder) act(change)
  })
  resume()
}
