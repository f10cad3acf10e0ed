/** Bytes of a page; a longer text has one of its own. */
const PAGE = 1024 * 1024

/** Where some texts lie, one after the other. */
export interface Placed {
  page: Buffer
  start: number
  /** All of them together. */
  bytes: number
  /** Characters of each. */
  readonly lengths: number[]
}

/**
 * Keeps many texts outside the heap, where the collector of garbage neither looks at them nor moves them. A page goes
 * when nothing points to it any more.
 */
export class TextPages {
  #page: Buffer = Buffer.alloc(0)
  #used = 0

  /** Puts texts down together, as UTF-8. @param place is told where */
  write(texts: readonly string[], place: Placed): void {
    // A rope, made flat once, by the writing.
    let whole = ''
    for (const text of texts) whole += text
    const most = whole.length * 3
    if (this.#used + most > this.#page.length) {
      this.#page = Buffer.allocUnsafeSlow(Math.max(PAGE, most))
      this.#used = 0
    }
    place.page = this.#page
    place.start = this.#used
    place.bytes = this.#page.write(whole, this.#used)
    for (let index = 0; index < texts.length; index++) {
      place.lengths[index] = (texts[index] as string).length
    }
    this.#used += place.bytes
  }
}

/** The texts that were put down there. */
export function readTexts({ page, start, bytes, lengths }: Placed): string[] {
  const whole = page.toString('utf8', start, start + bytes)
  let from = 0
  return lengths.map((length) => {
    const text = whole.slice(from, from + length)
    from += length
    return text
  })
}
