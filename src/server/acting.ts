import type { Outbox } from '../callbacks/outbox.js'
import type { Context } from '../context/context.js'
import type { Subscriber } from '../store/store.js'

/**
 * Lets the parts act on changes, in this order, and takes up what a stopped sandbox has left. To be called when the
 * sandbox listens: what is due is sent at once, to its own inbox as well.
 */
export function actOnChanges({ store, agenda, checks, requests }: Context, outbox: Outbox): void {
  const resume = () => {
    checks.resume()
    outbox.resume()
  }
  const inOrder: readonly Subscriber[] = [
    // What a reset makes void goes before anybody puts down anything new.
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
          requests.clear(null)
          break
        case 'clock-set':
          for (const id of company_id === 0 ? agenda.companies() : [company_id])
            agenda.clockChanged(id)
      }
    },
    (change) => checks.follow(change),
    (change) => outbox.follow(change),
    // An imported state has checks and callbacks that are still to come.
    ({ type }) => {
      if (type === 'imported') resume()
    },
  ]
  store.subscribe((change) => {
    for (const act of inOrder) act(change)
  })
  resume()
}
