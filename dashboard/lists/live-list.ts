import { get, type Page, type Query } from '../api.js'
import { changesEverything, type LiveEvent } from '../live.js'
import { type Id, isNewer } from './ids.js'

const FIRST_PAGE = 100
const MOST = 1000
/** After changes within this time, the list is read once. */
const SETTLING = 120

export interface Source<T> {
  readonly path: string
  readonly query: Query
  /** The row after an event; undefined when the event does not concern the row. */
  readonly patch?: (row: T, event: LiveEvent) => T | undefined
  /** Whether an event can add a row to the list, or remove one. */
  readonly disturbs: (event: LiveEvent) => boolean
  /** The id of the row that an event adds, for counting. */
  readonly brings: (event: LiveEvent) => Id | undefined
  /** The only row that is wanted, when the query finds more. */
  readonly only?: number
}

/** A list of the control API, newest first. Its events keep it up to date, and `show` is told of each change. */
export class LiveList<T extends { readonly id: Id }> {
  rows: readonly T[] = []
  total = 0
  /** Nothing has been read yet. */
  loading = true
  error: unknown = null
  /** The list has changed, but waits because the user is in it. */
  stale = false
  /** How many new rows are waiting. */
  fresh = 0
  held = false
  #next: string | null = null
  #readingOn = false
  #wanted = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #abort = new AbortController()

  /** @param before its rows stay until the answer is here, so that the list does not flicker while the user types */
  constructor(
    public source: Source<T>,
    readonly show: () => void,
    before: LiveList<T> | null,
  ) {
    if (before === null) return
    const { rows, total, held } = before
    Object.assign(this, { rows, total, held })
  }

  /** Reads it from its beginning. */
  async read(limit = FIRST_PAGE): Promise<void> {
    this.stale = false
    this.fresh = 0
    const page = await this.#ask(limit)
    if (page !== null) this.#take(page)
  }

  /** Reads more, until it has this row. */
  reach(index: number): void {
    this.#wanted = index
    if (index >= this.rows.length) this.#readOn()
  }

  /** While held, it does not move: rows change in place, and new ones wait. */
  hold(held: boolean): void {
    this.held = held
    if (!held && this.stale) this.#settle()
  }

  follow(events: readonly LiveEvent[]): void {
    const { patch, disturbs, brings } = this.source
    if (events.some(changesEverything)) return void this.read()
    if (patch !== undefined) this.rows = patched(this.rows, events, patch)
    if (events.some(disturbs)) {
      // The event may be about a row that the list has already.
      const newest = this.rows[0]?.id ?? 0
      this.fresh += events.filter((event) => isNewer(brings(event) ?? 0, newest)).length
      this.stale ||= this.fresh > 0
      this.#settle()
    }
    this.show()
  }

  /** Nobody looks at it any more. */
  end(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#abort.abort()
  }

  /** Reads it again after the changes; while it is held, only finds out whether it has changed. */
  #settle(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const limit = Math.min(MOST, Math.max(FIRST_PAGE, this.rows.length))
      // The first reading must end first.
      if (this.loading) this.#settle()
      else if (!this.held) this.read(limit)
      else if (!this.stale) this.#peek(limit)
    }, SETTLING)
  }

  async #peek(limit: number): Promise<void> {
    const page = await this.#ask(limit)
    if (page === null) return
    if (!this.held) return this.#take(page)
    const { items, total } = page
    const same = total === this.total && items.every(({ id }, at) => id === this.rows[at]?.id)
    if (same) this.rows = [...items, ...this.rows.slice(items.length)]
    else this.stale = true
    this.show()
  }

  async #readOn(): Promise<void> {
    const cursor = this.#next
    if (this.#readingOn || cursor === null) return
    this.#readingOn = true
    try {
      const { path, query } = this.source
      const { items, next } = await get<Page<T>>(path, { ...query, limit: MOST, cursor })
      if (this.#next !== cursor) return
      this.rows = [...this.rows, ...items]
      this.#next = next
      this.show()
    } catch (error) {
      this.error = error
      this.#next = null
    } finally {
      this.#readingOn = false
    }
    if (this.#wanted >= this.rows.length) this.#readOn()
  }

  #take({ items, total, next }: Page<T>): void {
    this.rows = items
    this.total = total
    this.#next = next
    this.error = null
    this.loading = false
    this.show()
  }

  /** The newest rows; null where that failed, or something else is asked meanwhile. */
  async #ask(limit: number): Promise<Page<T> | null> {
    this.end()
    this.#abort = new AbortController()
    const { signal } = this.#abort
    try {
      const { path, query, only } = this.source
      const page = await get<Page<T>>(path, { ...query, limit }, signal)
      if (only === undefined) return page
      const items = page.items.filter(({ id }) => id === only)
      return { items, total: items.length, next: null }
    } catch (error) {
      if (signal.aborted) return null
      this.error = error
      this.loading = false
      this.show()
      return null
    }
  }
}

function patched<T>(
  rows: readonly T[],
  events: readonly LiveEvent[],
  patch: (row: T, event: LiveEvent) => T | undefined,
): readonly T[] {
  let changed = false
  const after = rows.map((row) => {
    let now = row
    for (const event of events) now = patch(now, event) ?? now
    changed ||= now !== row
    return now
  })
  return changed ? after : rows
}
