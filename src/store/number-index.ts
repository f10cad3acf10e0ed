/**
 * Which agents have a number, by a hash of it; the number itself stands in the agent and nowhere else. With a Map of the
 * texts every look-up and every collection of garbage would follow its pointers all over the heap.
 */
export class NumberIndex {
  /** Ids by hash: nearly always one. */
  readonly #ids = new Map<number, number | readonly number[]>()

  add(number: string, agentId: number): void {
    const hash = hashOf(number)
    const there = this.#at(hash)
    this.#ids.set(hash, there.length === 0 ? agentId : [...there, agentId])
  }

  remove(number: string, agentId: number): void {
    const hash = hashOf(number)
    const left = this.#at(hash).filter((id) => id !== agentId)
    if (left.length === 0) this.#ids.delete(hash)
    else this.#ids.set(hash, left)
  }

  /** The agents that may have the number; whether they do, their data tells. */
  candidates(number: string): readonly number[] {
    return this.#at(hashOf(number))
  }

  #at(hash: number): readonly number[] {
    const there = this.#ids.get(hash)
    if (there === undefined) return NOBODY
    return typeof there === 'number' ? [there] : there
  }
}

const NOBODY: readonly number[] = []

/** 32 bits. */
function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0
  return hash
}
