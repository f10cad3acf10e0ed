import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n/index.js'
import { follow } from '../router.js'
import type { Id } from './ids.js'
import type { List } from './use-list.js'

/** How many rows outside the visible part are drawn. */
const BEYOND = 8

interface Props<T> {
  readonly list: List<T>
  readonly label: string
  /** In pixels. All rows have the same height, so that none must be measured. */
  readonly height: number
  readonly selected: Id | null
  readonly href: (row: T) => string
  /** Goes to the next row, or to the one before. */
  readonly move: (by: 1 | -1) => void
  readonly children: (row: T) => ComponentChildren
}

/** A list of any length. Only the visible rows are drawn. It does not move while the pointer is over it. */
export function VirtualList<T extends { readonly id: Id }>(props: Props<T>) {
  const { list, label, height, selected, href, move, children } = props
  const box = useRef<HTMLDivElement>(null)
  const inside = useRef(false)
  const [{ first, count }, see] = useState({ first: 0, count: 30 })

  const latest = useRef(list)
  latest.current = list

  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {}
    const first = Math.max(0, Math.floor(scrollTop / height) - BEYOND)
    const count = Math.ceil(clientHeight / height) + 2 * BEYOND
    see((was) => (was.first === first && was.count === count ? was : { first, count }))
    list.reach(Math.min(list.total - 1, first + count))
    list.hold(inside.current || scrollTop > 0)
  }
  useLayoutEffect(look, [list.rows, list.total])
  useEffect(() => {
    const watch = new ResizeObserver(look)
    if (box.current !== null) watch.observe(box.current)
    return () => {
      watch.disconnect()
      // A list without rows is not drawn: nothing would let go of it any more.
      latest.current.hold(false)
    }
  }, [])
  const at = list.rows.findIndex(({ id }) => id === selected)
  useLayoutEffect(() => {
    if (box.current === null || at < 0) return
    bringIntoView(box.current, at * height, height)
    if (box.current.contains(document.activeElement))
      box.current.querySelector<HTMLElement>('[aria-current]')?.focus({ preventScroll: true })
  }, [selected, at < 0])

  const within = (is: boolean) => () => {
    inside.current = is
    look()
  }
  const toTop = () => {
    box.current?.scrollTo({ top: 0 })
    list.refresh()
  }
  const visible = list.rows.slice(first, first + count)
  // Tab stops only at one row: the chosen one, or the first visible one.
  const stop = visible[at - first] ?? visible[first === 0 ? 0 : BEYOND]
  return (
    <div class="list" onPointerEnter={within(true)} onPointerLeave={within(false)}>
      {list.stale && (
        <button type="button" class="pill" onClick={toTop}>
          {list.fresh > 0 ? t('list.fresh', { n: list.fresh }) : t('list.changed')}
        </button>
      )}
      <div class="scroll" ref={box} onScroll={look}>
        <ul
          aria-label={label}
          onKeyDown={(event) => {
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
            if (by === undefined) return
            event.preventDefault()
            move(by as 1 | -1)
          }}
          // So that the button for new rows does not cover the last row.
          style={{ height: `${list.total * height + (list.stale ? 52 : 0)}px` }}
        >
          {visible.map((row, index) => (
            <li
              key={row.id}
              style={{ transform: `translateY(${(first + index) * height}px)` }}
              aria-setsize={list.total}
              aria-posinset={first + index + 1}
            >
              <a
                href={href(row)}
                onClick={follow}
                tabIndex={row === stop ? 0 : -1}
                aria-current={row.id === selected ? 'true' : undefined}
              >
                {children(row)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function bringIntoView(box: HTMLElement, top: number, height: number): void {
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + height > box.scrollTop + box.clientHeight)
    box.scrollTop = top + height - box.clientHeight
}
