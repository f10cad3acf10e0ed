import { type Callback, NOT_SENT, tokenOf } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'

/** What makes one new callback differ from another. */
export type News = Omit<Callback, 'token' | 'repeats' | keyof typeof NOT_SENT>

/** A new callback of a company: with another token, or followed by a second one, where its fault says so. */
export function scheduled(news: News, company: Company): Callback[] {
  const { id, fault } = news
  const callback: Callback = { ...news, token: tokenOf(news, company), repeats: null, ...NOT_SENT }
  return fault === 'twice' ? [callback, { ...callback, id: id + 1, repeats: id }] : [callback]
}
