import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiError, get } from '../api.js'
import type { Words } from '../in-page.js'
import { changesEverything, type LiveEvent, onEvents } from '../live.js'
import { wordsOf } from '../toast.js'

export interface Resource<T> {
  readonly value: T | null
  readonly error: Words | null
  readonly reload: () => void
}

/** One thing of the control API, read again whenever an event concerns it. @param path null: nothing */
export function useResource<T>(
  path: string | null,
  concerns: (event: LiveEvent, value: T | null) => boolean,
): Resource<T> {
  const [shown, show] = useState<{ path: string | null; value: T | null; error: unknown }>({
    path,
    value: null,
    error: null,
  })
  const latest = useRef({ concerns, value: shown.value })
  latest.current = { concerns, value: shown.path === path ? shown.value : null }
  const load = useRef(() => {})

  useEffect(() => {
    if (path === null) return
    let ended = false
    let turn = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    load.current = async () => {
      const mine = ++turn
      let read: { value: T | null; error: unknown }
      try {
        read = { value: await get<T>(path), error: null }
      } catch (error) {
        const gone = error instanceof ApiError && error.status === 404
        read = { value: gone ? null : latest.current.value, error }
      }
      if (!ended && mine === turn) show({ path, ...read })
    }
    load.current()
    const end = onEvents((events) => {
      const matters = (event: LiveEvent) =>
        changesEverything(event) ||
        event.type === 'resumed' ||
        latest.current.concerns(event, latest.current.value)
      if (!events.some(matters)) return
      // Not put off by the next event: they may come without a pause.
      timer ??= setTimeout(() => {
        timer = undefined
        load.current()
      }, 60)
    })
    return () => {
      ended = true
      clearTimeout(timer)
      end()
    }
  }, [path])

  const current = shown.path === path
  return {
    value: current ? shown.value : null,
    error: current && shown.error !== null ? wordsOf(shown.error) : null,
    reload: () => load.current(),
  }
}
