import { t } from '../i18n/index.js'
import type { CallbackSummary } from '../types.js'

/** What the sandbox notes on a delivery, in the page's language: it arrived in the inbox, or another token is expected. */
export function noteOn({ state, url }: CallbackSummary): string {
  return t(url === null && state === 'delivered' ? 'note.inbox' : 'note.token')
}
