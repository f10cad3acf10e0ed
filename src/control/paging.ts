import type { Page } from './types.js'

/** Which page of a list. */
export interface Paging {
  readonly limit?: number
  /** Where things have ids: the last one seen. Otherwise: the place of the next one in the list. */
  readonly cursor?: number
}

const DEFAULT_LIMIT = 100
/** A page of large things has fewer of them, so that it can be written. */
const MOST_CHARACTERS = 8 * 1024 * 1024

/**
 * One page of things that come newest first. The cursor is the id of the last one seen.
 * @param show turns a thing into what is answered; called only for this page
 * @param sizeOf characters of a thing, where it can be large
 */
export function page<T extends { readonly id: number }, Shown>(
  things: Iterable<T>,
  { limit = DEFAULT_LIMIT, cursor = Number.POSITIVE_INFINITY }: Paging,
  show: (thing: T) => Shown,
  sizeOf: (thing: T) => number = () => 0,
): Page<Shown> {
  const found: T[] = []
  let characters = 0
  let total = 0
  let more = false
  for (const thing of things) {
    total++
    if (thing.id >= cursor) continue
    more ||= found.length === limit
    characters += sizeOf(thing)
    more ||= found.length > 0 && characters > MOST_CHARACTERS
    if (!more) found.push(thing)
  }
  const last = found.at(-1)
  return {
    items: found.map(show),
    total,
    next: more && last !== undefined ? String(last.id) : null,
  }
}

/** A filter: whether a row has each value that is wanted. Of an undefined one, any will do. */
export function having<Row extends object>(
  wanted: {
    readonly [Name in keyof Row]?: Row[Name] | undefined
  },
): (row: Row) => boolean {
  const names = Object.keys(wanted) as (keyof Row)[]
  const asked = names.filter((name) => wanted[name] !== undefined)
  return (row) => asked.every((name) => row[name] === wanted[name])
}

/** The values of a map by id, newest first. */
export function newestFirst<T>(things: ReadonlyMap<number, T>): T[] {
  return [...things.values()].reverse()
}

/** All things in their order, or one page of them, for things without ids. The cursor is the place of the next one. */
export function pageByPlace<T>(
  things: readonly T[],
  { limit = things.length, cursor = 0 }: Paging,
): Page<T> {
  const to = cursor + limit
  return {
    items: things.slice(cursor, to),
    total: things.length,
    next: to < things.length ? String(to) : null,
  }
}

/** All items as one page. */
export function whole<T>(items: readonly T[]): Page<T> {
  return { items, total: items.length, next: null }
}
