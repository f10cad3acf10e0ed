import { type Page, withQuery } from '../api.js'
import type { LiveEvent } from '../live.js'
import type { List } from './use-list.js'
import { useResource } from './use-resource.js'

/**
 * The chosen one of a list whose items have no address of their own. It is read by itself as well: it may be older
 * than what the list has read, and stays to be seen when newer ones have taken its place.
 * @param empties which event takes it away
 */
export function useChosen<T extends { readonly id: number }>(
  { rows }: List<T>,
  path: string,
  chosen: number | null,
  empties: (event: LiveEvent) => boolean = () => false,
): T | undefined {
  const { value } = useResource<Page<T>>(
    chosen === null ? null : withQuery(path, { cursor: chosen + 1, limit: 1 }),
    empties,
  )
  const is = ({ id }: T) => id === chosen
  return value?.items.find(is) ?? rows.find(is)
}
