/** How often each thing was met: by group, then by name. */
export class Tally {
  readonly #groups = new Map<string, Map<string, number>>()

  add(group: string, name: string, times = 1): void {
    let counts = this.#groups.get(group)
    if (counts === undefined) {
      counts = new Map()
      this.#groups.set(group, counts)
    }
    counts.set(name, (counts.get(name) ?? 0) + times)
  }

  of(group: string, name: string): number {
    return this.#groups.get(group)?.get(name) ?? 0
  }

  /** Adds what another one has counted. */
  addAll(other: StoredTally): void {
    for (const [group, counts] of Object.entries(other))
      for (const [name, times] of Object.entries(counts)) this.add(group, name, times)
  }

  stored(): StoredTally {
    return Object.fromEntries(
      [...this.#groups].map(([group, counts]) => [group, Object.fromEntries(counts)]),
    )
  }
}

export type StoredTally = Readonly<Record<string, Readonly<Record<string, number>>>>
