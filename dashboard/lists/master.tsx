import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { adjust } from '../router.js'
import { Icon } from '../ui/icons.js'
import { type Id, isNewer } from './ids.js'
import type { List } from './use-list.js'
import { VirtualList } from './virtual-list.js'

interface Props<T> {
  readonly list: List<T>
  readonly label: string
  readonly height?: number
  /** The name of the chosen row's id in the address. */
  readonly name: string
  readonly selected: Id | null
  readonly href: (row: T) => string
  readonly row: (row: T) => ComponentChildren
  readonly filters?: ComponentChildren
  /** Below the list: how many rows there are, and what concerns them all. */
  readonly foot: ComponentChildren
  /** Shown instead of a list without rows. */
  readonly empty: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list on the left, and the chosen item on the right; on a narrow screen only one of them. */
export function Master<T extends { readonly id: Id }>(props: Props<T>) {
  const {
    list,
    label,
    height = 58,
    name,
    selected,
    href,
    row,
    filters,
    foot,
    empty,
    detail,
  } = props
  const choose = (id: Id | undefined) => adjust({ [name]: id?.toString() }, true)
  /** Goes from the chosen row to the next or previous one. It need not be in the list; the ids fall, since the newest comes first. */
  const move = (by: 1 | -1) => {
    const { rows } = list
    const to =
      selected === null
        ? rows[0]
        : by > 0
          ? rows.find(({ id }) => isNewer(selected, id))
          : rows.findLast(({ id }) => isNewer(id, selected))
    if (to !== undefined) choose(to.id)
  }
  // The address may have a row far down. The list reads more until it is there.
  const named = useRef(selected)
  useEffect(() => {
    const last = list.rows.at(-1)
    if (named.current === null || last === undefined) return
    if (named.current !== selected || !isNewer(last.id, named.current)) named.current = null
    else list.reach(Math.min(list.total - 1, list.rows.length))
  }, [list.rows, selected])
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Escape: selected === null ? undefined : () => choose(undefined),
    '/': () => document.querySelector<HTMLInputElement>('.search input')?.focus(),
  })
  const none = list.rows.length === 0 && !list.loading && list.error === null
  const shape = none && selected === null ? 'bare' : selected === null ? '' : 'chosen'
  return (
    <div class={`master ${shape}`}>
      <section class="side" aria-label={label}>
        {filters}
        {list.error !== null && (
          <p class="notice bad" role="alert">
            <span lang={list.error.lang}>{list.error.text}</span>{' '}
            <button type="button" onClick={list.refresh}>
              {t('again')}
            </button>
          </p>
        )}
        {none ? (
          empty
        ) : (
          <VirtualList {...{ list, label, height, selected, href, move }}>{row}</VirtualList>
        )}
        <footer class="foot">{foot}</footer>
      </section>
      <section class="detail" aria-label={t('detail')}>
        {selected !== null && (
          <button type="button" class="quiet back" onClick={() => choose(undefined)}>
            <Icon name="back" /> {t('back')}
          </button>
        )}
        {(selected !== null || !list.loading) && detail}
      </section>
    </div>
  )
}
