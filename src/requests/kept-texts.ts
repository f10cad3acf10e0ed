interface Page {
  readonly bytes: Buffer
  /** Where each text begins, and where the next one will. */
  readonly bounds: number[]
}

/** How many pages there are when all the memory is used. */
const PAGES = 32

/**
 * The latest texts, as bytes in pages of memory outside V8's heap, whose collector copies whatever lives on.
 * `npm run bench -- create`: with an object for each call in its place, a create takes a tenth more.
 */
export class KeptTexts {
  /** Oldest first. */
  #pages: Page[] = []
  /** The last page that was removed. Memory that has been used is much faster than fresh one. */
  #spare: Page | null = null
  /** How many texts of the first page have been removed. */
  #removed = 0
  /** Of all pages. */
  #bytes = 0
  #size = 0

  /** @param most texts @param mostBytes of memory; the page of the newest one stays in any case */
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
    const { bytes, bounds } = this.#pageFor(3 * text.length)
    const begin = bounds.at(-1) as number
    bounds.push(begin + bytes.write(text, begin))
    this.#size++
    if (this.#size > this.most) this.#removeOldest()
  }

  /** The bytes of each text. They are the page's own: do not keep them. */
  *newestFirst(): Generator<Buffer> {
    for (const page of this.#pages.toReversed()) {
      const { bytes, bounds } = page
      const first = page === this.#pages[0] ? this.#removed : 0
      for (let index = bounds.length - 2; index >= first; index--)
        yield bytes.subarray(bounds[index], bounds[index + 1])
    }
  }

  clear(): void {
    while (this.#pages.length > 0) this.#removePage()
  }

  #pageFor(length: number): Page {
    const last = this.#pages.at(-1)
    if (last !== undefined && (last.bounds.at(-1) as number) + length <= last.bytes.length)
      return last
    const page = this.#emptyPage(length)
    this.#pages.push(page)
    this.#bytes += page.bytes.length
    while (this.#bytes > this.mostBytes && this.#pages.length > 1) this.#removePage()
    return page
  }

  #emptyPage(length: number): Page {
    const size = Math.max(Math.floor(this.mostBytes / PAGES), length)
    const spare = this.#spare
    this.#spare = null
    const bytes = spare?.bytes.length === size ? spare.bytes : Buffer.allocUnsafeSlow(size)
    return { bytes, bounds: [0] }
  }

  #removeOldest(): void {
    this.#removed++
    this.#size--
    if (this.#removed === countOf(this.#pages[0] as Page)) this.#removePage()
  }

  /** Removes the oldest page, with the texts that are left in it. */
  #removePage(): void {
    const page = this.#pages.shift() as Page
    this.#bytes -= page.bytes.length
    this.#size -= countOf(page) - this.#removed
    this.#spare = page
    this.#removed = 0
  }
}

function countOf({ bounds }: Page): number {
  return bounds.length - 1
}
