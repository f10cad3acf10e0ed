/** Where the sandbox listens. Known only once it does. */
export class Address {
  #url: string | null = null

  listensAt(url: string): void {
    this.#url = url
  }

  /** `http://127.0.0.1:4010`, without a slash at its end. */
  get url(): string {
    if (this.#url === null) throw new Error('The sandbox does not listen yet.')
    return this.#url
  }

  /** Where a company without a callback URL gets its callbacks. */
  inboxOf(companyId: number): string {
    return `${this.url}/_sandbox/inbox/${companyId}`
  }
}
