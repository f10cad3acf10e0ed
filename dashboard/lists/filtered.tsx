import { number } from '../format.js'
import { t } from '../i18n/index.js'
import { adjust } from '../router.js'
import { Empty } from '../ui/empty.js'

/** How many rows there are; with a filter, of how many. @param all undefined when that is not known @param loading says nothing yet */
export function Count(props: {
  n: number
  all?: number | undefined
  filtered: boolean
  loading: boolean
}) {
  const { n, all, filtered, loading } = props
  if (loading) return <span class="count">…</span>
  const text = !filtered
    ? t('list.count', { n: number(n) })
    : all === undefined
      ? t('list.fitting', { n: number(n) })
      : t('list.of', { n: number(n), all: number(all) })
  return <span class="faint count">{text}</span>
}

/** Shown when the filters hide all rows, with a button that clears them. @param names the filters' names in the address */
export function NothingFits({ names }: { names: readonly string[] }) {
  return (
    <Empty title={t('list.none-fits')}>
      <button
        type="button"
        onClick={() => adjust(Object.fromEntries(names.map((name) => [name, undefined])))}
      >
        {t('list.clear')}
      </button>
    </Empty>
  )
}
