import { nearest } from '../lib/nearest.js'

/** A call that the emulated API takes: its method, and its path below a host's prefix. */
export interface Route {
  readonly method: string
  readonly prefix: string
  readonly path: string
}

/** What a fault looks at, as it was sent. */
interface Looked {
  readonly method?: string
  readonly path?: string
}

/** How many paths a message names. */
const NAMED = 3

/** Why a fault can strike no call at all, as the rest of a sentence about its path; null when it can. */
export function missesAll({ method, path }: Looked, routes: readonly Route[]): string | null {
  if (path === undefined) return null
  const pattern = path
    .replace(/\/:\w+/g, '/*')
    .replace(/\*+/g, '*')
    .toLowerCase()
  const isMeant = ({ prefix, path: below }: Route) =>
    overlaps(pattern, `${prefix}${below}`) || overlaps(pattern, below)
  const struck = routes.some(
    (route) => (method === undefined || method === route.method) && isMeant(route),
  )
  if (struck) return null
  const methods = [...new Set(routes.filter(isMeant).map((route) => route.method))]
  return methods.length === 0
    ? `fits no endpoint of the emulated API; ${meant(path, routes)}`
    : `fits endpoints with ${methods.join(' or ')} only, not with ${method}`
}

/**
 * Whether some text fits both a pattern and a path, character by character: `row[j]` says so of the pattern up to here
 * and the first j characters of the path. There is one row, because a thousand faults may be sent together: with a new
 * one for each character they took some fifty times as long.
 * @param pattern in lower case; `*` stands for anything
 * @param path `:id` stands for anything without a slash
 */
function overlaps(pattern: string, path: string): boolean {
  const there = path.replace(/:\w+/g, ':').toLowerCase()
  const row = [true, ...Array<boolean>(there.length).fill(false)]
  for (const character of pattern) {
    let without = row[0] === true
    row[0] = without && character === '*'
    for (let j = 0; j < there.length; j++) {
      const other = there[j]
      const again = row[j + 1] === true
      if (character === '*') row[j + 1] = again || row[j] === true
      else if (other === ':') row[j + 1] = character !== '/' && (without || again)
      else row[j + 1] = character === other && without
      without = again
    }
    if (!row.includes(true)) return false
  }
  return row.at(-1) === true
}

/** What to write instead: the paths that contain the end of what was written; else a similar one. */
function meant(written: string, routes: readonly Route[]): string {
  const paths = [...new Set(routes.map(({ path }) => path))]
  const end = written
    .toLowerCase()
    .split(/[/*]+/)
    .findLast((part) => part !== '')
  const containing = paths.filter((path) => end !== undefined && path.toLowerCase().includes(end))
  const found = containing.length > 0 ? containing : [nearest(written, paths) ?? []].flat()
  if (found.length === 0) return 'write one such as "/agents" or "/users/:id/submit"'
  const names = found
    .slice(0, NAMED)
    .map((path) => `"${path}"`)
    .join(' or ')
  return `did you mean ${names}?`
}
