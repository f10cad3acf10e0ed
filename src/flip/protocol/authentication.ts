import type { Company } from '../../kyc/company.js'
import { assumed, contradictory, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { digest, sameDigest } from '../../lib/digest.js'
import type { Store } from '../../store/store.js'

type Credentials = { readonly company: Company } | { readonly hint: string }

/** So many headers are remembered at most; a key can be written in more than one way. */
const ADMITTED = 10_000

/**
 * Finds the company that a key belongs to. Keys are compared by their digests and in constant time, so that the
 * time it takes tells nothing of how near a guess was.
 */
export class KeyRing {
  readonly #digests = new Map<Buffer, number>()
  /** Headers that have been let in, by a seeded hash of theirs, so that each is read once. */
  readonly #admitted = new Map<string, number>()

  constructor(readonly store: Store) {
    this.#collect()
    store.subscribe(({ type }) => {
      if (type.startsWith('company-') || type === 'imported') this.#collect()
    })
  }

  /**
   * HTTP Basic with the API secret key as user name and no password (contract section 2).
   * @returns the company, or a hint that names the mistake
   */
  authenticate(authorization: string | undefined): Credentials {
    if (authorization === undefined) {
      return {
        hint: 'Send an Authorization header: Basic, then the Base64 of your API secret key followed by a colon.',
      }
    }
    const known = this.store.state.companies.get(this.#admitted.get(authorization) ?? 0)
    if (known !== undefined) return { company: known }
    const encoded = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(authorization)?.[1]
    const [key, password] = splitOnce(Buffer.from(encoded ?? '', 'base64').toString('latin1'))
    if (encoded === undefined || password === undefined) {
      return {
        hint: 'The Authorization header is not readable: send Basic, then the Base64 of your API secret key followed by a colon.',
      }
    }
    if (key.endsWith(' + ')) {
      return {
        hint: "The header encodes the key, a space, a plus and a colon, as the guide's live editor does: encode the key and a colon only.",
      }
    }
    const company = this.#find(key)
    if (company === undefined) {
      return {
        hint: 'No company has this API secret key: take the one that the sandbox prints at its start, followed by a colon.',
      }
    }
    if (password !== '')
      return {
        hint: 'The password must be empty: encode the key and a colon, and nothing after it.',
      }
    if (this.#admitted.size < ADMITTED) this.#admitted.set(authorization, company.id)
    return { company }
  }

  #find(key: string): Company | undefined {
    const sent = digest(key)
    for (const [known, id] of this.#digests) {
      if (sameDigest(known, sent)) return this.store.state.companies.get(id)
    }
    return undefined
  }

  #collect(): void {
    this.#digests.clear()
    this.#admitted.clear()
    for (const { id, secret_key } of this.store.state.companies.values()) {
      this.#digests.set(digest(secret_key), id)
    }
  }
}

function splitOnce(text: string): [string, string | undefined] {
  const colon = text.indexOf(':')
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)]
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '2',
    ['G'],
    'Authentication is HTTP Basic: the API secret key is the user name, the password is empty.',
  ),
  documented(
    '2',
    ['R'],
    'Agents host: a missing or wrong key is 401 with name Unauthorized and message "Your request was made with invalid credentials."',
  ),
  documented(
    '2',
    ['R'],
    'KYC host: a missing or wrong key is 401 with the code 401 and message "Invalid Auth".',
  ),
  assumed(
    '2',
    'An unreadable header and a password that is not empty are refused like a wrong key.',
  ),
  assumed(
    '2',
    'The word Basic may be in any case; the Base64 may be URL-safe and without padding.',
  ),
  contradictory(
    '2',
    ['G'],
    'The text encodes the key and a colon; the live editor and the curl samples put a space, a plus and a space in between.',
    'The key and a colon; what the live editor makes gets 401 and a hint that names the mistake.',
  ),
  assumed('2', 'Each key belongs to one company, each company has one key.'),
]
