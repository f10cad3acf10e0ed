import { readFileSync } from 'node:fs'

/** The guide's key, which is the sandbox's default. */
const KEY = 'JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT'
export const AUTHORIZATION = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`

const AGENTS = '/big_sandbox_api/v2'
const KYC = '/kyc-sandbox/api/v1'

function head(method: string, path: string, type: string, length: number, more = ''): string {
  return (
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:4010\r\nAuthorization: ${AUTHORIZATION}\r\n` +
    `Accept: */*\r\nUser-Agent: bench\r\n${more}Content-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`
  )
}

const FORM = 'application/x-www-form-urlencoded'

/** The guide's create sample, with numbers of its own for each n; none of them is a magic one. */
export function createForm(n: number): string {
  const digits = String(n).padStart(9, '0')
  return (
    `name=lalalalili&identity_type=ktp&identity_number=12${digits}00000&birth_date=04-06-1998` +
    '&birth_place=jakarta&country_id=1&province_id=1&city_id=1&district_id=1&address=jakarta' +
    `&gender=female&occupation=government_employee&phone_number=08${digits}`
  )
}

export function createRequest(n: number): string {
  const body = createForm(n)
  return head('POST', `${AGENTS}/agents`, FORM, body.length) + body
}

export function getRequest(id: number): string {
  return head('GET', `${AGENTS}/agents/${id}`, FORM, 0)
}

/** A transfer with an idempotency key of its own for each n. */
export function transferRequest(agentId: number, n: number, account = '1122333301'): string {
  const body =
    `agent_id=${agentId}&account_number=${account}&bank_code=bni&amount=10000` +
    '&direction=DOMESTIC_SPECIAL_TRANSFER&remark=bench'
  const key = `idempotency-key: bench-${n}\r\n`
  return head('POST', `${AGENTS}/agent-disbursements`, FORM, body.length, key) + body
}

/** A list of transfers, or one of them. `transfersRequest('?sort=-id')`, `transfersRequest('/1234567000000001789')` */
export function transfersRequest(rest: string): string {
  return head('GET', `${AGENTS}/agent-disbursements${rest}`, FORM, 0)
}

/** The same request of another company. */
export function ofCompany(key: string, request: string): string {
  return request.replace(AUTHORIZATION, `Basic ${Buffer.from(`${key}:`).toString('base64')}`)
}

let calls = 0

/** `Request-ID: bigflip-<uuid>`, another one for each call. */
function requestId(): string {
  const serial = (++calls).toString(16).padStart(12, '0')
  return `Request-ID: bigflip-0b3c1a5e-7a44-4c55-9d0e-${serial}\r\n`
}

export function submitRequest(id: number): string {
  const body = 'user_type=1'
  return head('PUT', `${KYC}/users/${id}/submit`, FORM, body.length, requestId()) + body
}

const BOUNDARY = 'bench-boundary-7f2c'

export function uploadRequest(id: number, image: Buffer, selfie: boolean): Buffer {
  const field = (name: string, value: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const before =
    field('user_type', '1') +
    field('identity_type', '1') +
    field('selfie', selfie ? '1' : '0') +
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="card.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`
  const after = `\r\n--${BOUNDARY}--\r\n`
  const length = before.length + image.length + after.length
  const type = `multipart/form-data; boundary=${BOUNDARY}`
  const start = head('PUT', `${KYC}/users/${id}/identities`, type, length, requestId()) + before
  return Buffer.concat([Buffer.from(start), image, Buffer.from(after)])
}

export function controlRequest(method: string, path: string, body?: unknown): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  return `${method} /_sandbox${path} HTTP/1.1\r\nHost: 127.0.0.1:4010\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}

/** A fixture's JPEG, made so many bytes long by comment segments: what it shows stays the same. */
export function jpegOf(bytes: number): Buffer {
  const card = readFileSync(new URL('../../../fixtures/images/selfie.jpg', import.meta.url))
  const parts = [card.subarray(0, 2)]
  for (let missing = bytes - card.length; missing >= 4; ) {
    const length = Math.min(missing - 2, 65_535)
    const segment = Buffer.alloc(length + 2, 0x20)
    segment.writeUInt16BE(0xfffe, 0)
    segment.writeUInt16BE(length, 2)
    parts.push(segment)
    missing -= segment.length
  }
  return Buffer.concat([...parts, card.subarray(2)])
}

let pictures = 0

/** The same picture with another number in its first comment; it has one, made by `jpegOf`. */
export function another(image: Buffer): Buffer {
  const copy = Buffer.from(image)
  copy.writeUInt32BE(++pictures, 8)
  return copy
}
