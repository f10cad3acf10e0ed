import { didYouMean } from '../lib/nearest.js'
import type { Scenario } from './scenario.js'

/**
 * Says that no scenario has this name, and which was meant: the one that an identity number with that end chooses, or
 * the one with a similar name.
 * @param remedy where to find the names, without the full stop
 */
export function noSuchScenario(
  name: string,
  scenarios: Iterable<Scenario>,
  remedy: string,
): string {
  const all = [...scenarios]
  const chosen = all.find(({ match }) => match.identity_number === `*${name}`)?.name ?? name
  const guess = didYouMean(
    chosen,
    all.map((one) => one.name),
  )
  return `There is no scenario "${name}"; ${guess}${remedy}.`
}
