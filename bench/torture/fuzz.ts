import { connect } from 'node:net'
import { AUTHORIZATION, createForm, jpegOf } from '../lib/requests.js'
import { control, startSandbox } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

const AT_A_TIME = 24
const PATIENCE = 1500

/** Raw requests of every broken kind: none may be answered 500, leak, or end the process. */
export async function fuzz(count: number, seed = 1): Promise<Summary> {
  const check = checkThat('fuzzed over raw sockets')
  const random = randomFrom(seed)
  const sandbox = await startSandbox('memory', {}, true)
  const statuses = new Map<string, number>()
  let sent = 0
  const run = async (target: number) => {
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        while (sent < target) {
          sent++
          const bytes = requestFrom(random)
          const answer = await exchange(sandbox.port, bytes, random)
          for (const [, status = ''] of answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
            statuses.set(status, (statuses.get(status) ?? 0) + 1)
            check(
              status !== '500',
              `500 for ${JSON.stringify(bytes.toString('latin1').slice(0, 300))}`,
            )
          }
        }
      }),
    )
  }
  const settle = async () => {
    await control(sandbox.port, 'POST', '/reset')
    await new Promise((resolve) => setTimeout(resolve, 500))
    return sandbox.heap()
  }
  // The first half fills what is bounded: compiled code, the latest changes.
  await run(count / 2)
  const before = await settle()
  await run(count)
  const grown = (await settle()) - before
  check(sandbox.process.exitCode === null, 'the process has ended')
  check(grown < 4 * 1024 * 1024, `the heap has grown by ${Math.round(grown / 1024)} KB`)
  const health = (await control(sandbox.port, 'GET', '/health')) as { status: string }
  check(health.status === 'ok', 'the sandbox is not healthy')
  await sandbox.stop()
  const seen = [...statuses].sort().map(([status, times]) => `${times} × ${status}`)
  return check.summary(`${sent} requests: ${seen.join(', ')}`)
}

type Random = () => number

function randomFrom(seed: number): Random {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
}

const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'POST',
  'PUT',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'FOO',
]
const PATHS = [
  '/big_sandbox_api/v2/agents',
  '/big_sandbox_api/v2/agents/1',
  '/big_sandbox_api/v2/agents/%00',
  '/big_sandbox_api/v2/agents/%E0%A4%A',
  '/api/v2/agents/99999999999999999999999999',
  '/big_sandbox_api/v2/general/maintenance',
  '/kyc-sandbox/api/v1/users/1/identities',
  '/kyc-sandbox/api/v1/users/1/submit',
  '/kyc-sandbox/api/v1/users/1/repair',
  '/kyc/api/v1/users/1/repairPhoto',
  '/kyc/api/v1/users/-1/repairSelfie',
  '/kyc-sandbox/api/v1/documents',
  '/kyc-sandbox/api/v1/districts?user_type=1&city_id=1',
  '/kyc-sandbox/api/v1/districts?city_id[]=1&city_id=__proto__',
  '/_sandbox/agents?limit=-1&cursor=x',
  '/_sandbox/agents/1/decision',
  '/_sandbox/clock',
  '/_sandbox/clock/advance',
  '/_sandbox/companies',
  '/_sandbox/callbacks',
  '/_sandbox/scenarios',
  '/_sandbox/faults',
  '/_sandbox/import',
  '/_sandbox/inbox/1',
  '/_sandbox/wait?timeout=1ms',
  '/_sandbox/images/..%2f..%2fpackage.json',
  '/_sandbox/assets/%2e%2e%2fpackage.json',
  '/',
  '//',
  '*',
  `/${'x'.repeat(5000)}`,
]
const JSON_TYPE = 'application/json'
const TYPES = [
  'application/x-www-form-urlencoded',
  JSON_TYPE,
  'multipart/form-data',
  'multipart/form-data; boundary=b',
  'multipart/form-data; boundary="',
  'multipart/form-data; boundary=',
  'text/plain',
  '\u00ff',
  '',
]

function requestFrom(random: Random): Buffer {
  const many = random() < 0.1 ? 2 + Math.floor(random() * 5) : 1
  return Buffer.concat(Array.from({ length: many }, () => oneRequest(random)))
}

const CARD = jpegOf(20_000)

/** Calls that are in order, so that handlers are reached as well: method, path, content type, body. */
function calls(random: Random): readonly (readonly [string, string, string, Buffer])[] {
  const id = 1 + Math.floor(random() * 400)
  const form = TYPES[0] as string
  const parts = 'multipart/form-data; boundary=b'
  const users = `/kyc-sandbox/api/v1/users/${id}`
  const text = (value: string) => Buffer.from(value)
  const fields = part('user_type', '1') + part('identity_type', '1')
  const image = Buffer.concat([
    text(`${fields + part('selfie', pick(random, ['0', '1']))}--b\r\n`),
    text('Content-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\n'),
    CARD,
    text('\r\n--b--\r\n'),
  ])
  const create = createForm(Math.floor(random() * 1e9))
  const number = pick(random, ['9917', '9705', '9801', '9600', '9604'])
  return [
    ['POST', '/big_sandbox_api/v2/agents', form, text(create.replace('00000&', `0${number}&`))],
    ['PUT', `/big_sandbox_api/v2/agents/${id}`, form, text(create)],
    ['GET', `/big_sandbox_api/v2/agents/${id}`, form, text('')],
    ['PUT', `${users}/identities`, parts, image],
    ['PUT', `${users}/identities`, parts, image],
    ['PUT', `${users}/submit`, form, text('user_type=1')],
    ['PUT', `${users}/repair`, form, text('user_type=1&name=lalalalili')],
    ['PUT', `${users}/repairPhoto`, parts, image],
    ['POST', '/kyc-sandbox/api/v1/documents', parts, image],
    ['POST', `/_sandbox/agents/${id}/decision`, JSON_TYPE, text('{"kyc_status":"APPROVED"}')],
    ['POST', '/_sandbox/clock/advance', JSON_TYPE, text('{"by":"1s"}')],
    ['POST', '/_sandbox/callbacks/1/resend', JSON_TYPE, text('{}')],
  ]
}

/** A call in order, half the time with something wrong in its body. */
function meantRequest(random: Random): Buffer {
  const [method, path, type, whole] = pick(random, calls(random))
  const body = random() < 0.5 && whole.length > 0 ? mangled(random, Buffer.from(whole)) : whole
  const head =
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${AUTHORIZATION}\r\n` +
    'Request-ID: bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001\r\n' +
    `Content-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`
  return Buffer.concat([Buffer.from(head), body])
}

function oneRequest(random: Random): Buffer {
  if (random() < 0.4) return meantRequest(random)
  if (random() < 0.05) return noise(random, 300)
  const body = bodyFrom(random)
  const length = random() < 0.85 ? body.length : Math.floor(random() * 2 * body.length)
  const lines = [
    `${pick(random, METHODS)} ${pick(random, PATHS)} HTTP/${pick(random, ['1.1', '1.1', '1.1', '1.0', '9'])}`,
    ...(random() < 0.95 ? ['Host: 127.0.0.1'] : []),
    ...(random() < 0.85 ? [`Authorization: ${AUTHORIZATION}`] : ['Authorization: Basic ====']),
    ...(random() < 0.8 ? ['Request-ID: bigflip-0b3c1a5e-7a44-4c55-9d0e-000000000001'] : []),
    `Content-Type: ${pick(random, TYPES)}`,
    ...(random() < 0.1 ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${length}`]),
    ...(random() < 0.05 ? ['Expect: 100-continue'] : []),
    ...(random() < 0.05 ? [`X-Long: ${'y'.repeat(20_000)}`] : []),
    ...(random() < 0.05 ? ['Content-Encoding: gzip'] : []),
    ...(random() < 0.05 ? [`Last-Event-ID: ${Math.floor(random() * 1e9)}`] : []),
    ...(random() < 0.03 ? ['broken header'] : []),
    'Connection: close',
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

function bodyFrom(random: Random): Buffer {
  switch (Math.floor(random() * 9)) {
    case 0:
      return Buffer.alloc(0)
    case 1:
      return Buffer.from(createForm(Math.floor(random() * 1e8)))
    case 2:
      return mangled(random, Buffer.from(createForm(Math.floor(random() * 1e8))))
    case 3:
      return noise(random, 2000)
    case 4:
      return Buffer.from('user_type=1&user_type[]=1&__proto__=1&constructor=x&toString=y&name=%')
    case 5:
      return mangled(random, Buffer.from(part('user_type', '1') + part('image', 'x', 'a.png')))
    case 6:
      return Buffer.from(`${part('user_type', '1')}${part('__proto__', 'x', 'a.png')}--b--\r\n`)
    case 7:
      return mangled(
        random,
        Buffer.from('{"by":"1s","mode":"frozen","kyc_status":"APPROVED","data":{}}'),
      )
    default:
      return Buffer.from(
        pick(random, [
          'null',
          '[]',
          '1',
          '"x"',
          '{"by":null}',
          '{"settings":[[]]}',
          '{"faults":[null]}',
          '{"format":1}',
        ]),
      )
  }
}

function part(name: string, value: string, filename?: string): string {
  const file = filename === undefined ? '' : `; filename="${filename}"`
  return `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
}

function noise(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(random() * most) }, () => random() * 256))
}

/** Some bytes other ones, and perhaps cut off. */
function mangled(random: Random, bytes: Buffer): Buffer {
  for (let times = random() * 6; times > 0; times--)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
}

/** Writes the bytes, now and then slowly, or leaves in the middle; what came back. */
function exchange(port: number, bytes: Buffer, random: Random): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1')
    const end = () => {
      clearTimeout(limit)
      socket.destroy()
      resolve(answer)
    }
    const limit = setTimeout(end, PATIENCE * (random() < 0.02 ? 1 : 0.2))
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => {})
    socket.on('close', end)
    const way = random()
    if (way < 0.05) {
      let at = 0
      const drip = setInterval(() => {
        if (socket.destroyed || at >= bytes.length) return clearInterval(drip)
        const from = at
        at += 1 + Math.floor(bytes.length / 20)
        socket.write(bytes.subarray(from, at))
      }, 5)
    } else if (way < 0.1) {
      socket.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy())
    } else {
      socket.write(bytes)
    }
  })
}
