import type { Company } from '../../kyc/company.js'
import { assumed, contradictory, documented, type FidelityRow } from '../../kyc/fidelity.js'
import type { State } from '../../store/state.js'

type Credentials = { readonly company: Company } | { readonly hint: string }

/**
 * HTTP Basic with the API secret key as user name and no password (contract section 2).
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
