import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Where the focus goes when what has it disappears from the same part of the page, such as a button that has done its work. */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const rest = useRef<T>(null)
  const had = rest.current
    ?.closest('.decide, .armed, article, .page')
    ?.contains(document.activeElement)
  useLayoutEffect(() => {
    if (had && document.activeElement === document.body) rest.current?.focus()
  })
  return rest
}
