import { nearest } from '../../lib/nearest.js'
import type { Route } from '../../scenarios/fault-path.js'

/**
 * Says which endpoint was probably meant by a call that none takes (transfers.paths.hints).
 * @param path without the query
 * @returns a sentence; null when no endpoint is near enough
 */
export function meantEndpoint(
  method: string,
  path: string,
  routes: readonly Route[],
): string | null {
  const own = routes.find(({ prefix }) => path.startsWith(`${prefix}/`))?.prefix
  const rest = own === undefined ? path.replace(/^.*?\/v\d+(?=\/)/, '') : path.slice(own.length)
  const below = rest.replace(/\/\d+(?=\/|$)/g, '/:id')
  const here = routes.filter((route) => route.prefix === own && route.path === below)
  if (here.length > 0) {
    const methods = here.map((route) => route.method).join(' or ')
    return `No endpoint has this method and path: ${own}${below} takes ${methods}, not ${method}.`
  }
  const near = (some: readonly Route[]) =>
    nearest(
      below,
      some.map((route) => route.path),
    )
  const meant = near(routes.filter((route) => route.method === method)) ?? near(routes)
  if (meant === null) return null
  const isLive = /^\/(api|kyc)\//.test(path)
  const found = routes.filter((route) => route.path === meant && isLiveRoute(route) === isLive)
  const { prefix } = found.find((route) => route.prefix === own) ?? (found[0] as Route)
  const methods = found.filter((route) => route.prefix === prefix).map((route) => route.method)
  const which = methods.includes(method) ? method : methods[0]
  return `No endpoint has this method and path; did you mean ${which} ${prefix}${meant}?`
}

function isLiveRoute({ prefix }: Route): boolean {
  return !prefix.includes('sandbox')
}
