import type { Callback } from '../kyc/callback.js'

/** What a developer should know about a delivery beyond its state and its error; null: nothing. */
export function noteOn({ state, url, answer }: Callback): string | null {
  if (url === null && state === 'delivered') {
    return 'Delivered to the inbox: the company has no callback URL.'
  }
  if (answer?.status === 401 || answer?.status === 403) {
    return "The receiver may expect another validation token: give it this company's, or the company the receiver's."
  }
  return null
}
