import type { Company } from '../../kyc/company.js'
import type { State } from '../../store/state.js'

type Credentials = { readonly company: Company } | { readonly hint: string }

/**
 * HTTP Basic with the API secret key as user name and no password (auth.basic).
 * @returns the company, or a hint that names the mistake
 */
export function authenticate(
  authorization: string | undefined,
  { companies, companyOfKey }: State,
): Credentials {
  if (authorization === undefined) {
    return {
      hint: 'Send an Authorization header: Basic, then the Base64 of your API secret key followed by a colon.',
    }
  }
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
  const company = companies.get(companyOfKey.get(key) ?? 0)
  if (company === undefined) {
    return {
      hint: 'No company has this API secret key: take the one that the sandbox prints at its start, followed by a colon.',
    }
  }
  if (password !== '')
    return {
      hint: 'The password must be empty: encode the key and a colon, and nothing after it.',
    }
  return { company }
}

function splitOnce(text: string): [string, string | undefined] {
  const colon = text.indexOf(':')
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)]
}
