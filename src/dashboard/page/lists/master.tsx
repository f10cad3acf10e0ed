import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { adjust } from '../router.js'
import { Icon } from '../ui/icons.js'
import type { List } from './use-list.js'
import { VirtualList } from './virtual-list.js'

interface Props<T> {
  readonly list: List<T>
  readonly label: string
  readonly height?: number
  /** What the address calls the chosen row. */
  readonly name: string
  readonly selected: number | null
  readonly href: (row: T) => string
  readonly row: (row: T) => ComponentChildren
  readonly filters?: ComponentChildren
  /** In the list's place where it has no rows. */
  readonly empty: ComponentChildren
  readonly detail: ComponentChildren
}

/** A list on the left, what is chosen in it on the right; on a narrow screen one at a time. */
export function Master<T extends { readonly id: number }>(props: Props<T>) {
  const { list, label, height = 58, name, selected, href, row, filters, empty, detail } = props
  const choose = (id: number | undefined) => adjust({ [name]: id?.toString() }, true)
  const move = (by: number) => {
    const at = list.rows.findIndex(({ id }) => id === selected)
    const to = list.rows[Math.max(0, Math.min(list.rows.length - 1, at < 0 ? 0 : at + by))]
    if (to !== undefined) choose(to.id)
  }
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
            {list.error}{' '}
            <button type="button" onClick={list.refresh}>
              {t('again')}
            </button>
          </p>
        )}
        {none ? (
          empty
        ) : (
          <VirtualList {...{ list, label, height, selected, href }}>{row}</VirtualList>
        )}
      </section>
      <section class="detail" aria-label={t('detail')}>
        {selected !== null && (
          <button type="button" class="quiet back" onClick={() => choose(undefined)}>
            <Icon name="back" /> {t('back')}
          </button>
        )}
        {detail}
      </section>
    </div>
  )
}
