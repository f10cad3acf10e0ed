import { type CallbackKind, URL_SETTINGS } from '../../src/control/types.js'
import { t } from '../i18n/index.js'
import type { Company } from '../types.js'

/** Where a company's callbacks of a kind go now; null: to the inbox. */
export function urlOf(kind: CallbackKind, company: Company): string | null {
  return company[URL_SETTINGS[kind]]
}

/** Where callbacks of these kinds go now; with the kinds' names, where they go to different places. */
export function places(kinds: readonly CallbackKind[], company: Company): string {
  const kindsOf = new Map<string, string[]>()
  for (const kind of kinds) {
    const url = urlOf(kind, company) ?? t('callbacks.inbox')
    kindsOf.set(url, [...(kindsOf.get(url) ?? []), t(`kind.${kind}`)])
  }
  if (kindsOf.size === 1) return [...kindsOf.keys()].join()
  return [...kindsOf].map(([url, names]) => `${url} (${names.join(', ')})`).join('; ')
}
