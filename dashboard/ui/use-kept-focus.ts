import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Where the focus goes when what has it disappears, such as a button that has done its work. */
export function useKeptFocus<T extends HTMLElement>(): RefObject<T | null> {
  const rest = useRef<T>(null)
  const before = document.activeElement
  useLayoutEffect(() => {
    const { body, activeElement } = document
    if (before !== body && activeElement === body) rest.current?.focus()
  })
  return rest
}
