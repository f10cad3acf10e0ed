import type { Callback, Company } from './types.js'

/** A word for a POSIX shell, whatever is in it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function command(words: readonly string[]): string {
  return words.join(' \\\n  ')
}

const SAMPLE = {
  name: 'Siti Rahayu',
  identity_type: 'ktp',
  birth_date: '17-08-1992',
  birth_place: 'Depok',
  country_id: '1',
  province_id: '12',
  city_id: '184',
  district_id: '1234',
  address: 'Jl. Margonda Raya No. 12',
  gender: 'female',
  occupation: 'entrepreneur',
}

/** Creates an agent whose numbers are free. */
export function createCurl(company: Company, number: number): string {
  // No magic number ends in 0 and three digits.
  const tail = String(number % 1e7)
    .padStart(7, '0')
    .replace(/(\d{3})$/, '0$1')
  const fields = {
    ...SAMPLE,
    identity_number: `32760157${tail}`,
    phone_number: `0812${tail}`,
  }
  return command([
    `curl ${quoted(`${location.origin}/big_sandbox_api/v2/agents`)}`,
    `-u ${quoted(`${company.secret_key}:`)}`,
    ...Object.entries(fields).map(
      ([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`,
    ),
  ])
}

/** Sends a callback once more, by the same bytes. */
export function callbackCurl({ request, url, company_id }: Callback): string {
  const target = url ?? `${location.origin}/_sandbox/inbox/${company_id}`
  const split = request.indexOf('\r\n\r\n')
  const [, ...headers] = request.slice(0, split).split('\r\n')
  const kept = headers.filter((line) => !/^(host|connection|content-length):/i.test(line))
  return command([
    `curl -X POST ${quoted(target)}`,
    ...kept.map((line) => `-H ${quoted(line)}`),
    `--data-raw ${quoted(request.slice(split + 4))}`,
  ])
}
