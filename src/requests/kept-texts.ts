/** Bytes of a page. */
const PAGE = 256 * 1024

interface Page {
  readonly bytes: Buffer
  /** Where each text ends. */
  readonly ends: number[]
}

/**
 * The latest texts, as bytes in pages of memory outside V8's heap, whose collector copies whatever lives on.
 * `npm run bench -- create`: with an object for each call in its place, a create takes a tenth more.
 */
export class KeptTexts {
  /** Oldest first. */
  #pages: Page[] = []
  /** How many texts of the first page have been removed. */
  #removed = 0
  #bytes = 0
  #size = 0

  /** @param most texts @param mostBytes of all together; the newest one stays in any case */
  constructor(
    readonly most: number,
    readonly mostBytes: number,
  ) {}

  get size(): number {
    return this.#size
  }

  /** Adds a text. The oldest ones give way. */
  push(text: string): void {
    // Room for the longest UTF-8 that it can be, because to count its bytes costs as much as to write them.
    const { bytes, ends } = this.#pageFor(3 * text.length)
    const begin = ends.at(-1) ?? 0
    const length = bytes.write(text, begin)
    ends.push(begin + length)
    this.#bytes += length
    this.#size++
    while (this.#size > this.most || (this.#bytes > this.mostBytes && this.#size > 1))
      this.#removeOldest()
  }

  /** The bytes of each text. They are the page's own: do not keep them. */
  *newestFirst(): Generator<Buffer> {
    for (const page of this.#pages.toReversed()) {
      const { bytes, ends } = page
      const first = page === this.#pages[0] ? this.#removed : 0
      for (let index = ends.length - 1; index >= first; index--)
        yield bytes.subarray(ends[index - 1] ?? 0, ends[index])
    }
  }

  clear(): void {
    this.#pages = []
    this.#removed = 0
    this.#bytes = 0
    this.#size = 0
  }

  #pageFor(length: number): Page {
    const last = this.#pages.at(-1)
    if (last !== undefined && (last.ends.at(-1) ?? 0) + length <= last.bytes.length) return last
    const page: Page = { bytes: Buffer.allocUnsafeSlow(Math.max(PAGE, length)), ends: [] }
    this.#pages.push(page)
    return page
  }

  #removeOldest(): void {
    const { ends } = this.#pages[0] as Page
    this.#bytes -= (ends[this.#removed] as number) - (ends[this.#removed - 1] ?? 0)
    this.#size--
    if (++this.#removed < ends.length) return
    this.#pages.shift()
    this.#removed = 0
  }
}
