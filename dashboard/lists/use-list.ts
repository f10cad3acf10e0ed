import { useEffect, useRef, useState } from 'preact/hooks'
import { get, type Page, type Query } from '../api.js'
import type { Words } from '../in-page.js'
import { changesEverything, type LiveEvent, onEvents } from '../live.js'
import { wordsOf } from '../toast.js'
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

export interface List<T> {
  readonly rows: readonly T[]
  readonly total: number
  /** Nothing has been read yet. */
  readonly loading: boolean
  readonly error: Words | null
  /** The list has changed, but waits because the user is in it. */
  readonly stale: boolean
  /** How many new rows are waiting. */
  readonly fresh: number
  readonly refresh: () => void
  /** Reads more, until the list has this row. */
  readonly reach: (index: number) => void
  /** While held, the list does not move: rows change in place, and new ones wait. */
  readonly hold: (held: boolean) => void
}

/** A list of the control API, newest first, kept up to date by the event stream. */
export function useList<T extends { readonly id: Id }>(source: Source<T>): List<T> {
  const [, again] = useState(0)
  const latest = useRef(source)
  latest.current = source
  const key = source.path + JSON.stringify(source.query)
  const state = useRef(emptyState<T>(key))
  if (state.current.key !== key) {
    const { held } = state.current
    // The old rows stay until the answer is here, so that the list does not flicker while the user types.
    state.current = { ...emptyState<T>(key), rows: state.current.rows, total: state.current.total }
    state.current.held = held
  }
  const mine = state.current
  const show = () => again((count) => count + 1)

  const load = async (limit: number, looking = false) => {
    clearTimeout(mine.timer)
    mine.timer = undefined
    mine.abort?.abort()
    const abort = new AbortController()
    mine.abort = abort
    if (!looking) {
      mine.stale = false
      mine.fresh = 0
    }
    try {
      const { path, query, only } = latest.current
      const page = await get<Page<T>>(path, { ...query, limit }, abort.signal)
      if (state.current !== mine) return
      const one = only !== undefined
      const rows = one ? page.items.filter(({ id }) => id === only) : page.items
      const total = one ? rows.length : page.total
      if (looking && mine.held && !mine.loading) {
        const same = total === mine.total && rows.every(({ id }, at) => id === mine.rows[at]?.id)
        if (same) mine.rows = [...rows, ...mine.rows.slice(rows.length)]
        else mine.stale = true
      } else {
        Object.assign(mine, { rows, total, next: one ? null : page.next, error: null })
      }
    } catch (error) {
      if (abort.signal.aborted || state.current !== mine) return
      mine.error = error
    }
    mine.loading = false
    show()
  }
  const refresh = () => load(FIRST_PAGE)

  const readOn = async () => {
    if (mine.reading || mine.next === null) return
    mine.reading = true
    const { path, query } = latest.current
    const cursor = mine.next
    try {
      const page = await get<Page<T>>(path, { ...query, limit: MOST, cursor })
      if (state.current !== mine || mine.next !== cursor) return
      Object.assign(mine, { rows: [...mine.rows, ...page.items], next: page.next })
      show()
    } catch (error) {
      mine.error = error
      mine.next = null
    } finally {
      mine.reading = false
    }
    if (mine.wanted >= mine.rows.length) readOn()
  }

  /** Reads the list again after the changes; while it is held, only finds out whether it has changed. */
  const settle = () => {
    mine.timer ??= setTimeout(() => {
      mine.timer = undefined
      if (mine.held && mine.stale) return
      // The first reading must end first.
      if (mine.loading) settle()
      else load(Math.min(MOST, Math.max(FIRST_PAGE, mine.rows.length)), mine.held)
    }, SETTLING)
  }

  useEffect(() => {
    refresh()
    const end = onEvents((events) => {
      const { patch, disturbs, brings } = latest.current
      if (events.some(changesEverything)) return void refresh()
      if (patch !== undefined) mine.rows = patched(mine.rows, events, patch)
      if (events.some(disturbs)) {
        // The event may be about a row that the list has already.
        const newest = mine.rows[0]?.id ?? 0
        mine.fresh += events.filter((event) => isNewer(brings(event) ?? 0, newest)).length
        mine.stale ||= mine.fresh > 0
        settle()
      }
      show()
    })
    return () => {
      end()
      clearTimeout(mine.timer)
      mine.timer = undefined
      mine.abort?.abort()
    }
  }, [key])

  const hold = (held: boolean) => {
    mine.held = held
    if (!held && mine.stale) settle()
  }
  const reach = (index: number) => {
    mine.wanted = index
    if (index >= mine.rows.length) readOn()
  }
  const { rows, total, loading, stale, fresh, held } = mine
  const error = mine.error === null ? null : wordsOf(mine.error)
  return { rows, total, loading, error, stale: stale && held, fresh, refresh, reach, hold }
}

interface State<T> {
  readonly key: string
  rows: readonly T[]
  total: number
  next: string | null
  loading: boolean
  reading: boolean
  error: unknown
  stale: boolean
  fresh: number
  held: boolean
  wanted: number
  timer: ReturnType<typeof setTimeout> | undefined
  abort: AbortController | null
}

function emptyState<T>(key: string): State<T> {
  return {
    key,
    rows: [],
    total: 0,
    next: null,
    loading: true,
    reading: false,
    error: null,
    stale: false,
    fresh: 0,
    held: false,
    wanted: 0,
    timer: undefined,
    abort: null,
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
