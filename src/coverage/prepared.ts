import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions.js'
import { type Unused, UnusedNames } from './unused.js'

/** What somebody can prepare: a scenario armed for the next agent, a fault, an added scenario. */
export type PreparedKind = Unused['kind']
export type StoredPrepared = Static<typeof definitions.StoredPrepared>

const NONE: ReadonlySet<string> = new Set()

/** What has been prepared in a company, and whether it was used before it went away. */
export class Prepared {
  /** What is there now, by kind and name. */
  readonly #present = new Map<string, Unused & { readonly used: number }>()
  /** What went away unused. */
  #gone = new UnusedNames()

  constructor(stored?: StoredPrepared) {
    for (const present of stored?.present ?? []) this.#put(present)
    if (stored !== undefined) this.#gone.addAll(stored.gone)
  }

  add(kind: PreparedKind, name: string): void {
    const { times, used } = this.#get(kind, name) ?? { times: 0, used: 0 }
    this.#put({ kind, name, times: times + 1, used })
  }

  has(kind: PreparedKind, name: string): boolean {
    return this.#get(kind, name) !== undefined
  }

  use(kind: PreparedKind, name: string): void {
    // Nearly always, because every new agent may use something.
    if (this.#present.size === 0) return
    const present = this.#get(kind, name)
    if (present === undefined) return
    const left = { ...present, used: present.used + 1 }
    // Faults and added scenarios stay to be used again; an armed scenario that is used up has gone.
    if (kind === 'armed-scenario' && stillUnused(left) === null)
      this.#present.delete(`${kind} ${name}`)
    else this.#put(left)
  }

  /** Of this kind, only what has one of these names is still there. */
  keep(kind: PreparedKind, names: ReadonlySet<string> = NONE): void {
    for (const [key, present] of this.#present) {
      if (present.kind !== kind || names.has(present.name)) continue
      this.#present.delete(key)
      const left = stillUnused(present)
      if (left !== null) this.#gone.add(left)
    }
  }

  /** Nothing is there any more. */
  end(): void {
    for (const kind of ['armed-scenario', 'fault', 'added-scenario'] as const) this.keep(kind)
  }

  /** Adds what went away unused elsewhere. */
  addGone(other: Prepared): void {
    this.#gone.addAll(other.#gone)
  }

  /** What was not used: what went away, and what is still there. */
  unused(): UnusedNames {
    const all = new UnusedNames()
    all.addAll(this.#gone)
    for (const present of this.#present.values()) {
      const left = stillUnused(present)
      if (left !== null) all.add(left)
    }
    return all
  }

  /** Forgets everything but what is still there and unused. */
  clear(): void {
    this.#gone = new UnusedNames()
    for (const [key, present] of this.#present) {
      const left = stillUnused(present)
      if (left === null) this.#present.delete(key)
      else this.#put({ ...left, used: 0 })
    }
  }

  stored(): StoredPrepared {
    const { items, unlisted } = this.#gone
    return { present: [...this.#present.values()], gone: { items, unlisted } }
  }

  #get(kind: PreparedKind, name: string) {
    return this.#present.get(`${kind} ${name}`)
  }

  #put(present: Unused & { readonly used: number }): void {
    this.#present.set(`${present.kind} ${present.name}`, present)
  }
}

function stillUnused({
  kind,
  name,
  times,
  used,
}: Unused & { readonly used: number }): Unused | null {
  return times > used ? { kind, name, times: times - used } : null
}
