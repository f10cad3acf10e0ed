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
  const fitting = routes.filter(
    ({ prefix, path: below }) => overlaps(path, `${prefix}${below}`) || overlaps(path, below),
  )
  const methods = [...new Set(fitting.map((route) => route.method))]
  if (methods.length === 0)
    return `fits no endpoint of the emulated API; did you mean ${meant(path, routes)}?`
  return method === undefined || methods.includes(method)
    ? null
    : `fits endpoints with ${methods.join(' or ')} only, and "method" is ${method}`
}

/**
 * Whether some text fits both a pattern and a path, character by character: `row[j]` says so of the pattern up to here
 * and the first j characters of the path.
 * @param pattern `*` and `:id` stand for anything
 * @param path `:id` stands for anything without a slash
 */
function overlaps(pattern: string, path: string): boolean {
  const there = [...path.replace(/:\w+/g, ':').toLowerCase()]
  let row = [true, ...there.map(() => false)]
  for (const character of pattern.replace(/\/:\w+/g, '/*').toLowerCase()) {
    const next = [character === '*' && row[0] === true]
    for (const [j, other] of there.entries()) {
      const without = row[j] === true
      const again = row[j + 1] === true
      if (character === '*') next.push(again || next[j] === true)
      else if (other === ':') next.push(character !== '/' && (without || again))
      else next.push(character === other && without)
    }
    row = next
  }
  return row.at(-1) === true
}

/** The paths that contain the end of what was written; else the most similar one. */
function meant(written: string, routes: readonly Route[]): string {
  const paths = [...new Set(routes.map(({ path }) => path))]
  const end = written
    .toLowerCase()
    .split(/[/*]+/)
    .findLast((part) => part !== '')
  const containing = paths.filter((path) => end !== undefined && path.toLowerCase().includes(end))
  const found = containing.length > 0 ? containing : [nearest(written, paths)]
  return found
    .slice(0, NAMED)
    .map((path) => `"${path}"`)
    .join(' or ')
}
