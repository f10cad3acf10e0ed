import { type FlipCall, headersOf } from './create/client.js'
import type { Callback, Company, LoggedRequest } from './types.js'

/** Quotes a text for a POSIX shell. */
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

/** Creates an agent with numbers that no other agent has. */
export function createCurl(company: Company, number: number): string {
  // No magic number ends in 0 and three more digits.
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

/** Sends a callback again, with the same bytes. */
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

/** A call of the emulated API. Its images come from files. */
export function flipCurl(company: Company, call: FlipCall): string {
  const { authorization, ...headers } = headersOf(company, call)
  const files = Object.values(call.fields).some((field) => typeof field !== 'string')
  const face = call.fields['selfie'] === '1' || call.path.endsWith('Selfie')
  // The names of the package's files in fixtures/images.
  const file = face ? 'selfie.jpg' : 'identity-card.jpg'
  return command([
    `curl -X ${call.method} ${quoted(location.origin + call.path)}`,
    `-u ${quoted(`${company.secret_key}:`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...Object.entries(call.fields).map(([name, field]) =>
      typeof field !== 'string'
        ? `-F ${quoted(`${name}=@${file}`)}`
        : `${files ? '--form-string' : '--data-urlencode'} ${quoted(`${name}=${field}`)}`,
    ),
  ])
}

/** Repeats a call from the log, with the key, which the log leaves out. The log has no files, only their names. */
export function requestCurl({ head, body }: LoggedRequest, { secret_key }: Company): string {
  const [line = '', ...headers] = head.split('\r\n')
  const [method, path] = line.split(' ')
  const boundary = /^content-type:.*boundary="?([^";\r\n]+)/im.exec(head)?.[1]
  const kept = headers.filter(
    (header) =>
      !/^(host|connection|content-length|authorization|accept-encoding|origin|referer|sec-.*|user-agent):/i.test(
        header,
      ) && !(boundary !== undefined && /^content-type:/i.test(header)),
  )
  const parts =
    boundary !== undefined
      ? partsOf(body, boundary)
      : body === ''
        ? []
        : [`--data-raw ${quoted(decoded(body))}`]
  return command([
    `curl -X ${method} ${quoted(location.origin + path)}`,
    `-u ${quoted(`${secret_key}:`)}`,
    ...kept.map((header) => `-H ${quoted(header)}`),
    ...parts,
  ])
}

function partsOf(body: string, boundary: string): string[] {
  return body.split(`--${boundary}`).flatMap((part) => {
    const name = /name="([^"]*)"/i.exec(part)?.[1]
    const file = /filename="([^"]*)"/i.exec(part)?.[1]
    const value = part.slice(part.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, '')
    if (name === undefined) return []
    return file === undefined
      ? [`--form-string ${quoted(`${name}=${decoded(value)}`)}`]
      : [`-F ${quoted(decoded(`${name}=@${file}`))}`]
  })
}

/** Turns the log's characters, one for each byte, into text. */
const decoded = (bytes: string) =>
  new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))

/** Asks whose account a number is. */
export function inquiryCurl(company: Company): string {
  return command([
    `curl ${quoted(`${location.origin}/big_sandbox_api/v2/disbursement/bank-account-inquiry`)}`,
    `-u ${quoted(`${company.secret_key}:`)}`,
    '-d account_number=1122333301',
    '-d bank_code=bni',
  ])
}
