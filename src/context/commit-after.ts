import type { ServerResponse } from 'node:http'
import { whenOver } from '../lib/exchange-end.js'
import type { ChangeBody } from '../store/change.js'
import type { Context } from './context.js'

/**
 * Commits changes. What they cause, checks and callbacks, waits until the response has been written or its connection
 * is lost (callbacks.after-response).
 */
export function commitAfter(
  response: ServerResponse,
  { agenda, store }: Pick<Context, 'agenda' | 'store'>,
  companyId: number,
  ...changes: readonly ChangeBody[]
): void {
  const release = agenda.holding(() => store.commit(companyId, ...changes))
  if (release !== undefined) whenOver(response, release)
}
