import { useLayoutEffect, useRef } from 'preact/hooks'

type Keys = Readonly<Record<string, (() => void) | undefined>>

const bound: { current: Keys }[] = []

/** Handles single keys while this component exists, but not while the user types or a dialog is open. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  // Before the first paint, so that everything visible reacts to keys.
  useLayoutEffect(() => {
    bound.push(latest)
    return () => void bound.splice(bound.indexOf(latest), 1)
  }, [])
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (document.querySelector('dialog[open]') !== null) return
  const { target } = event
  if (target instanceof HTMLElement && target.matches('input, select, textarea')) {
    // Esc only leaves the field.
    if (event.key === 'Escape') target.blur()
    return
  }
  for (const { current } of bound.toReversed()) {
    const act = current[event.key]
    if (act === undefined) continue
    event.preventDefault()
    return act()
  }
})
