import { cell, useCell } from './cell.js'

export const PAGES = [
  'agents',
  'create',
  'transfers',
  'inquiries',
  'money',
  'callbacks',
  'inbox',
  'requests',
  'scenarios',
  'clock',
  'faults',
  'coverage',
  'drills',
  'companies',
  'data',
] as const

export type Page = (typeof PAGES)[number]

/** What is in the address: everything that another person should see when opening the same link. */
export type Route = Readonly<Record<string, string | undefined>> & { readonly page: Page }

const route = cell<Route>(read())

export function useRoute(): Route {
  return useCell(route)
}

export function currentRoute(): Route {
  return route.get()
}

/** The address of a page for the present company. */
export function address(to: Partial<Route>): string {
  const { company } = route.get()
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries({ company, ...to })) {
    if (value !== undefined && value !== '') search.set(name, value)
  }
  return `?${search}`
}

export function go(to: Partial<Route>, replace = false): void {
  const href = address(to)
  if (href === location.search) return
  if (replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  route.set(read())
}

/** Changes a part of the address, on the same page. */
export function adjust(changes: Readonly<Record<string, string | undefined>>, replace = false) {
  go({ ...route.get(), ...changes }, replace)
}

/** For a link inside this page. The browser follows it only when the user opens it in another tab or window. */
export function follow(event: MouseEvent & { readonly currentTarget: HTMLAnchorElement }): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  const { search } = new URL(event.currentTarget.href)
  if (search === location.search) return
  history.pushState(null, '', search)
  route.set(read())
}

addEventListener('popstate', () => route.set(read()))

function read(): Route {
  const given = Object.fromEntries(new URLSearchParams(location.search))
  const page = PAGES.find((one) => one === given['page']) ?? 'agents'
  return { ...given, page }
}
