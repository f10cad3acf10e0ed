import { useEffect, useRef, useState } from 'preact/hooks'
import type { Words } from '../in-page.js'
import { onEvents } from '../live.js'
import { wordsOf } from '../toast.js'
import type { Id } from './ids.js'
import { LiveList, type Source } from './live-list.js'

export interface List<T> {
  readonly rows: readonly T[]
  readonly total: number
  readonly loading: boolean
  readonly error: Words | null
  readonly stale: boolean
  readonly fresh: number
  readonly refresh: () => void
  readonly reach: (index: number) => void
  readonly hold: (held: boolean) => void
}

/** A list that is up to date as long as it is shown; another one for each path and query. */
export function useList<T extends { readonly id: Id }>(source: Source<T>): List<T> {
  const [, again] = useState(0)
  const key = source.path + JSON.stringify(source.query)
  const shown = useRef<{ key: string; list: LiveList<T> } | null>(null)
  if (shown.current?.key !== key) {
    const show = () => again((count) => count + 1)
    shown.current = { key, list: new LiveList(source, show, shown.current?.list ?? null) }
  }
  const { list } = shown.current
  list.source = source

  useEffect(() => {
    list.read()
    const stop = onEvents((events) => list.follow(events))
    return () => {
      stop()
      list.end()
    }
  }, [key])

  const { rows, total, loading, error, stale, held, fresh } = list
  return {
    rows,
    total,
    loading,
    error: error === null ? null : wordsOf(error),
    stale: stale && held,
    fresh,
    refresh: () => list.read(),
    reach: (index) => list.reach(index),
    hold: (held) => list.hold(held),
  }
}
