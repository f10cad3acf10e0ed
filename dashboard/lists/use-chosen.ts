import { type Page, withQuery } from '../api.js'
import type { LiveEvent } from '../live.js'
import type { List } from './use-list.js'
import { useResource } from './use-resource.js'

/**
 * The chosen item of a list whose items cannot be read one by one. It may be older than what the list has read, so it is
 * also read by itself; and it stays visible when newer items have pushed it out of the list.
 * @param empties which event removes it
 * @returns null when none is chosen or it is not there; undefined until that is known
 */
export function useChosen<T extends { readonly id: number }>(
  { rows }: List<T>,
  path: string,
  chosen: number | null,
  empties: (event: LiveEvent) => boolean = () => false,
): T | null | undefined {
  const { value, error } = useResource<Page<T>>(
    chosen === null ? null : withQuery(path, { cursor: chosen + 1, limit: 1 }),
    empties,
  )
  const is = ({ id }: T) => id === chosen
  const known = chosen === null || value !== null || error !== null
  return value?.items.find(is) ?? rows.find(is) ?? (known ? null : undefined)
}
