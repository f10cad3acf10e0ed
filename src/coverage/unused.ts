import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions.js'

/** Something that was prepared, and how often it went unused. */
export type Unused = Static<typeof definitions.Unused>

/** So many names are kept; of further ones, only how many times. */
const MOST_NAMES = 500

/** What was prepared and never used, by name. Of a bounded size, whatever names somebody thinks of. */
export class UnusedNames {
  readonly #byName = new Map<string, Unused>()
  unlisted = 0

  add(unused: Unused): void {
    const { kind, name, times } = unused
    const key = `${kind} ${name}`
    const known = this.#byName.get(key)
    if (known === undefined && this.#byName.size >= MOST_NAMES) this.unlisted += times
    else this.#byName.set(key, { kind, name, times: times + (known?.times ?? 0) })
  }

  addAll({
    items,
    unlisted,
  }: {
    readonly items: readonly Unused[]
    readonly unlisted: number
  }): void {
    for (const item of items) this.add(item)
    this.unlisted += unlisted
  }

  get items(): readonly Unused[] {
    return [...this.#byName.values()]
  }
}
