/** What has been opened and is to be closed: the last one first. */
export class ToClose {
  readonly #closers: (() => void | Promise<void>)[] = []
  #closing: Promise<void> | null = null

  add(close: () => void | Promise<void>): void {
    this.#closers.unshift(close)
  }

  /** Closes everything, once. Later calls return the promise of the first one. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    for (const close of this.#closers) await close()
  }
}
