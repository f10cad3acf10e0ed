/** A piece of a document: the value of a member, or one item of a member that is a list or an object. */
export interface Piece {
  readonly member: string
  /** The item's place in a list, or its name in an object; null: the piece is the whole member. */
  readonly item: number | string | null
  /** JSON that is not parsed yet. Before the items of a member comes the member itself, empty: `[]` or `{}`. */
  readonly text: string
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

type Expected =
  | 'document'
  | 'name or end'
  | 'name'
  | 'colon'
  | 'value'
  | 'item or end'
  | 'next'
  | 'nothing'

/**
 * Splits a JSON document into pieces while it comes in, so that it can have any size. The document is an object. Each of
 * its members is a piece; of the members named here, each item is one.
 */
export class JsonSplitter {
  #expected: Expected = 'document'
  /** The closing bracket of the member that is being split; 0 outside of one. */
  #inside = 0
  #member = ''
  #item: number | string | null = null
  /** The parts of the present value that came in earlier chunks. */
  #earlier: Buffer[] = []
  #length = 0
  #reading: 'nothing' | 'string' | 'brackets' | 'word' = 'nothing'
  #depth = 0
  #quoted = false
  #escaped = false

  constructor(
    /** The members that are split into their items. */
    readonly split: ReadonlySet<string>,
    readonly take: (piece: Piece) => void,
    /** How many bytes a single value may have. */
    readonly longest = 256 * 1024 * 1024,
  ) {}

  /** Whether the object has begun. */
  get begun(): boolean {
    return this.#expected !== 'document'
  }

  /** @throws {SyntaxError} when it is not JSON */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#reading !== 'nothing') {
        const end = this.#endOfValue(chunk, at)
        if (end === -1) {
          // A copy, because the caller may use the same buffer for the next chunk.
          this.#keep(Buffer.from(chunk.subarray(at)))
          return
        }
        this.#keep(chunk.subarray(at, end))
        at = end
        this.#valueIsWhole()
        continue
      }
      const byte = chunk[at] as number
      if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at++
      else if (this.#structure(byte)) at++
      else this.#begin(byte)
    }
  }

  /** @throws {SyntaxError} when the document is not complete */
  end(): void {
    if (this.#expected !== 'nothing') throw new SyntaxError('it ends early')
  }

  /** @returns whether the byte belongs to the document's structure; otherwise a value begins with it */
  #structure(byte: number): boolean {
    switch (this.#expected) {
      case 'document':
        if (byte === OPEN_OBJECT) return this.#expect('name or end')
        break
      case 'colon':
        if (byte === COLON) return this.#expect('value')
        break
      case 'next':
        if (byte === COMMA) return this.#expect(this.#inside === CLOSE_LIST ? 'value' : 'name')
        if (byte === (this.#inside || CLOSE_OBJECT)) return this.#close()
        break
      case 'name or end':
      case 'item or end':
        if (byte === (this.#inside || CLOSE_OBJECT)) return this.#close()
        if (this.#expected === 'item or end' || byte === QUOTE) return false
        break
      case 'name':
        if (byte === QUOTE) return false
        break
      case 'value':
        return this.#opensSplit(byte)
    }
    throw new SyntaxError(`there is something unexpected where ${this.#place()} is`)
  }

  #expect(what: Expected): true {
    this.#expected = what
    return true
  }

  /** Begins a member that is split, at its opening bracket. */
  #opensSplit(byte: number): boolean {
    if (this.#inside !== 0 || !this.split.has(this.#member)) return false
    if (byte !== OPEN_LIST && byte !== OPEN_OBJECT) return false
    this.take({ member: this.#member, item: null, text: byte === OPEN_LIST ? '[]' : '{}' })
    this.#inside = byte === OPEN_LIST ? CLOSE_LIST : CLOSE_OBJECT
    this.#item = byte === OPEN_LIST ? 0 : ''
    return this.#expect(byte === OPEN_LIST ? 'item or end' : 'name or end')
  }

  #close(): true {
    if (this.#inside === 0) return this.#expect('nothing')
    this.#inside = 0
    this.#item = null
    return this.#expect('next')
  }

  #begin(byte: number): void {
    this.#depth = 0
    this.#quoted = false
    this.#reading =
      byte === QUOTE ? 'string' : byte === OPEN_OBJECT || byte === OPEN_LIST ? 'brackets' : 'word'
  }

  /** @returns where the present value ends; -1: not in this chunk */
  #endOfValue(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number
      if (this.#quoted) {
        if (this.#escaped) this.#escaped = false
        else if (byte === BACKSLASH) this.#escaped = true
        else if (byte === QUOTE) {
          this.#quoted = false
          if (this.#depth === 0) return at + 1
        }
      } else if (byte === QUOTE) this.#quoted = true
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#depth++
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (this.#depth === 0) return at
        if (--this.#depth === 0) return at + 1
      } else if (this.#depth === 0 && (byte === COMMA || byte <= 0x20)) return at
    }
    return -1
  }

  #keep(part: Buffer): void {
    this.#length += part.length
    if (this.#length > this.longest) throw new SyntaxError(`${this.#place()} is too long`)
    this.#earlier.push(part)
  }

  #valueIsWhole(): void {
    const parts = this.#earlier
    const text = (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString()
    this.#earlier = []
    this.#length = 0
    this.#reading = 'nothing'
    if (this.#expected === 'name' || this.#expected === 'name or end') {
      const name = JSON.parse(text) as string
      if (this.#inside === 0) this.#member = name
      else this.#item = name
      this.#expected = 'colon'
      return
    }
    this.#expected = 'next'
    this.take({ member: this.#member, item: this.#item, text })
    if (typeof this.#item === 'number') this.#item++
  }

  #place(): string {
    if (this.#member === '') return 'its beginning'
    if (this.#item === null) return this.#member
    return typeof this.#item === 'number'
      ? `${this.#member}[${this.#item}]`
      : `${this.#member}.${this.#item.slice(0, 60)}`
  }
}
