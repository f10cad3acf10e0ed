/** Bytes of a page; a longer text has one of its own. */
const PAGE = 1024 * 1024

interface Page {
  readonly bytes: Buffer
  /** How many places of it are still taken. */
  taken: number
}

/** Where some texts lie, one after the other. */
export interface Placed {
  page: Page
  start: number
  /** All of them together. */
  bytes: number
  /** Characters of each. */
  readonly lengths: number[]
}

/**
 * Keeps many texts outside the heap, where the collector of garbage neither looks at them nor moves them. A page
 * whose places have all been given back is written anew: a fresh one costs the machine more than what is written on it.
 */
export class TextPages {
  #page: Page = NOWHERE
  #used = 0
  readonly #free: Page[] = []

  /** Puts texts down together, as UTF-8. @param place is told where */
  write(texts: readonly string[], place: Placed): void {
    // A rope, made flat once, by the writing.
    let whole = ''
    for (const text of texts) whole += text
    const most = whole.length * 3
    if (this.#used + most > this.#page.bytes.length) this.#turn(most)
    place.page = this.#page
    place.start = this.#used
    place.bytes = this.#page.bytes.write(whole, this.#used)
    for (let index = 0; index < texts.length; index++) {
      place.lengths[index] = (texts[index] as string).length
    }
    this.#used += place.bytes
    this.#page.taken++
  }

  /** Gives a place back. */
  release({ page }: Placed): void {
    if (--page.taken === 0 && page !== this.#page) this.#free.push(page)
  }

  #turn(most: number): void {
    this.#page = (most <= PAGE ? this.#free.pop() : undefined) ?? newPage(Math.max(PAGE, most))
    this.#used = 0
  }
}

function newPage(length: number): Page {
  return { bytes: Buffer.allocUnsafeSlow(length), taken: 0 }
}

const NOWHERE = newPage(0)

/** A place that holds nothing yet. @param texts how many it is to hold */
export function emptyPlace(texts: number): Placed {
  return { page: NOWHERE, start: 0, bytes: 0, lengths: Array.from({ length: texts }, () => 0) }
}

/** The texts that were put down there. */
export function readTexts({ page, start, bytes, lengths }: Placed): string[] {
  const whole = page.bytes.toString('utf8', start, start + bytes)
  let from = 0
  return lengths.map((length) => {
    const text = whole.slice(from, from + length)
    from += length
    return text
  })
}
