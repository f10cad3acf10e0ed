import type { Company } from '../../kyc/company.js'
import type { Store } from '../../store/store.js'

/** Takes API secret keys out of a text that is kept. */
export interface Hide {
  (text: string): string
  (text: string | null): string | null
}

/** A shorter key is also a part of other words. */
const SHORTEST = 12

/**
 * What must not be kept of a call: the key of its company, plain and as clients send it; where it is of no company, that of
 * any.
 */
export function secretsOf(company: Company | null, { state }: Store): string[] {
  const keys = company === null ? [...state.companyOfKey.keys()] : [company.secret_key]
  return keys
    .filter((key) => key.length >= SHORTEST)
    .flatMap((key) => [key, Buffer.from(`${key}:`).toString('base64')])
}

export function hiding(secrets: readonly string[]): Hide {
  const hide = (text: string | null) => {
    let rest = text
    for (const secret of secrets)
      if (rest?.includes(secret)) rest = rest.replaceAll(secret, '[redacted]')
    return rest
  }
  return hide as Hide
}

/** An absolute URL without its user name and password. */
export function withoutUser(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^(https?:\/\/)[^/?#]*@/i, '$1')
}
