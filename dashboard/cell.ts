import { useEffect, useReducer } from 'preact/hooks'

/** A value that tells when it changes. */
export interface Cell<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

export function cell<T>(initial: T): Cell<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const tell of [...listeners]) tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The cell's value. The component renders again when it changes. */
export function useCell<T>(source: Cell<T>): T {
  const [, again] = useReducer((count: number, _: undefined) => count + 1, 0)
  const shown = source.get()
  useEffect(() => {
    const look = () => again(undefined)
    if (!Object.is(source.get(), shown)) look()
    return source.subscribe(look)
  }, [source])
  return shown
}
