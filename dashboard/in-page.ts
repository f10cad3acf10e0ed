import { t, worded } from './i18n/index.js'

/** The page for what the control API calls by another name. */
const PAGES: Readonly<Record<string, string>> = {
  balance: 'money',
  banks: 'money',
  disbursements: 'transfers',
  maintenance: 'faults',
  reset: 'data',
}

const page = (resource: string) => worded('page', PAGES[resource] ?? resource)

export interface Words {
  readonly text: string
  /** Set when it is not the page's language: the sandbox's own messages are in English. */
  readonly lang: 'en' | undefined
}

/** A message of the sandbox, for somebody at this page: calls by method and path become its pages and buttons. */
export function inPage(message: string): Words {
  const [, id, resource] =
    /^There is no \w+ (\S+)\. GET \/_sandbox\/(\w+) lists them\.$/.exec(message) ?? []
  if (id !== undefined && resource !== undefined)
    return { text: t('error.none', { id, page: page(resource) }), lang: undefined }
  const text = message
    .replace('an export has', `“${t('export.do')}” or “${t('case.save')}” has`)
    .replace(', with new_company=true', `: choose “${t('case.new')}”`)
    .replace(
      'Add it with add=true, or the command import --add',
      `Choose it under “${t('case.add')}”`,
    )
    .replace(/GET \/_sandbox\/(\w+)/g, (_, what) => `The page “${page(what)}”`)
    .replace(
      /(with )?(PUT|POST|DELETE) \/_sandbox\/(\w+)(\/:\w+)?/g,
      (...[, , , what]) => `on the page “${page(what)}”`,
    )
  return { text, lang: 'en' }
}
