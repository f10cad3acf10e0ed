import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, Connection } from '../lib/connection.js'
import { delay } from '../lib/delay.js'
import { exportOf } from '../lib/large.js'
import { Receiver } from '../lib/receiver.js'
import {
  another,
  controlRequest,
  createRequest,
  jpegOf,
  ofCompany,
  submitRequest,
  uploadRequest,
} from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { fingerprint, type Stored, storedOf } from './stored.js'
import { type Check, checkThat, type Summary } from './summary.js'

const CARD = jpegOf(20_000)
const LANES = 8

/** Journeys, and meanwhile resets of everything and of one company, deletions of companies, imports. */
export async function resetRounds(folder: string, resets: number): Promise<Summary[]> {
  return [
    await parallelResets(join(folder, 'resets'), resets),
    await parallelImports(join(folder, 'imports'), Math.ceil(resets / 10)),
  ]
}

async function parallelResets(folder: string, resets: number): Promise<Summary> {
  const check = checkThat('resets in parallel with calls under way')
  const receiver = new Receiver()
  const url = await receiver.listen()
  const state = join(folder, 'state.json')
  const sandbox = await startSandbox(state, { 'callback-url': url })
  const statuses = new Map<number, number>()
  let going = true
  const lanes = Array.from({ length: LANES }, () =>
    journeys(
      sandbox.port,
      () => going,
      (status, body) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        check(status !== 500 && status !== 503, `a call during a reset got ${status} ${body}`)
      },
    ),
  )
  const hand = new Connection(sandbox.port)
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await hand.request(controlRequest(method, path, body))
    check(answer.status < 300, `${method} ${path} got ${answer.status} ${answer.body}`)
    return answer.body
  }
  for (let n = 0; n < resets; n++) {
    if (n % 4 === 3) {
      const key = `key-${n}`
      const made = await call('POST', '/companies', { secret_key: key, callback_url: url })
      const { id } = JSON.parse(made) as { id: number }
      const calls = journey(sandbox.port, key)
      await delay(Math.random() * 20)
      await call('DELETE', `/companies/${id}`)
      for (const { status, body } of await calls)
        check([200, 401].includes(status), `a call of a deleted company got ${status} ${body}`)
    } else await call('POST', n % 2 === 0 ? '/reset' : '/reset?company_id=1')
    await delay(Math.random() * 10)
  }
  going = false
  await Promise.all(lanes)
  await call('POST', '/reset')
  hand.close()
  receiver.forget()
  await control(sandbox.port, 'POST', '/clock/advance', { by: '1h' })
  await control(sandbox.port, 'GET', '/wait?idle=true&timeout=10s')
  check(receiver.count === 0, `${receiver.count} callbacks came after the last reset`)
  await isEmpty(sandbox, state, check)
  await sandbox.stop('SIGKILL')
  const again = await startSandbox(state)
  await isEmpty(again, state, check)
  await again.stop()
  receiver.close()
  const seen = [...statuses].sort().map(([status, times]) => `${times} × ${status}`)
  return check.summary(`${resets} resets and deletions, calls: ${seen.join(', ')}`)
}

async function isEmpty({ port }: Server, state: string, check: Check): Promise<void> {
  for (const list of ['/agents', '/callbacks', '/inbox']) {
    const { total } = (await control(port, 'GET', list)) as { total: number }
    check(total === 0, `after the last reset ${list} has ${total}`)
  }
  const images = existsSync(`${state}.images`) ? readdirSync(`${state}.images`) : []
  check(images.length === 0, `after the last reset ${images.length} images are left`)
}

let serial = 0

async function journeys(
  port: number,
  going: () => boolean,
  seen: (status: number, body: string) => void,
): Promise<void> {
  while (going()) for (const { status, body } of await journey(port)) seen(status, body)
}

/** One journey, whatever is answered. */
async function journey(port: number, key?: string, picture = another(CARD)): Promise<Answer[]> {
  const own = (bytes: string | Buffer) =>
    key === undefined ? bytes : Buffer.from(ofCompany(key, bytes.toString('latin1')), 'latin1')
  const lane = new Connection(port)
  try {
    const created = await lane.request(own(createRequest(++serial)))
    if (created.status !== 200) return [created]
    const { id } = JSON.parse(created.body) as { id: number }
    return [
      created,
      // The same picture as others have now and then, and one of its own.
      await lane.request(own(uploadRequest(id, serial % 2 === 0 ? CARD : picture, false))),
      await lane.request(own(uploadRequest(id, picture, true))),
      await lane.request(own(submitRequest(id))),
    ]
  } finally {
    lane.close()
  }
}

/** Of an import everything is there, whatever is called while it comes in; of one that is refused, nothing. */
async function parallelImports(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat('imports in parallel with resets and uploads')
  const sandbox = await startSandbox(join(folder, 'state.json'))
  const { port } = sandbox
  const pictures = Array.from({ length: 100 }, () => another(CARD))
  const document = await exportOf(500, 1_000_000, pictures)
  const parsed = JSON.parse(document) as Stored
  const wanted = fingerprint(parsed)
  for (let round = 0; round < rounds; round++) {
    // What is there before has the same pictures under the same names.
    await control(port, 'POST', '/import', parsed)
    const taken = await importAround(port, document, () => control(port, 'POST', '/reset'))
    check(taken === 200, `round ${round}: an import beside a reset got ${taken}`)
    const found = fingerprint(await storedOf(port))
    check(found === wanted, `round ${round}: a reset took pictures of the import`)

    // The upload's picture is in the import too, which is refused in the end.
    await control(port, 'POST', '/reset')
    const images = { ...parsed.images, [await nameOf(port, CARD)]: CARD.toString('base64') }
    const damaged = JSON.stringify({ ...parsed, images }).replace(/\}$/, ',"seq":-1}')
    let uploaded: Answer[] = []
    const refused = await importAround(port, damaged, async () => {
      uploaded = await journey(port, undefined, CARD)
    })
    check(refused === 400, `round ${round}: a damaged import got ${refused}`)
    const stored = await storedOf(port)
    for (const { status } of uploaded)
      check(status === 200, `round ${round}: an upload beside an import got ${status}`)
    for (const { identity_image } of stored.agents)
      check(
        identity_image === null || identity_image.file in stored.images,
        `round ${round}: a refused import took an answered picture away`,
      )
  }
  await sandbox.stop()
  return check.summary(`${rounds} rounds`)
}

/** The name under which company 1 keeps a picture; it is gone again. */
async function nameOf(port: number, picture: Buffer): Promise<string> {
  const answers = await journey(port, undefined, picture)
  await control(port, 'POST', '/reset')
  const { image_url } = JSON.parse((answers[2] as Answer).body) as { image_url: string }
  return image_url.slice(image_url.lastIndexOf('/') + 1)
}

/** Sends an import but for its last bytes, does something, and sends these. @returns the status */
async function importAround(
  port: number,
  document: string,
  between: () => Promise<unknown>,
): Promise<number> {
  const bytes = Buffer.from(document)
  const head = controlRequest('POST', '/import').replace(
    'Content-Length: 0',
    `Content-Length: ${bytes.length}`,
  )
  const connection = new Connection(port)
  const answer = connection.request(Buffer.concat([Buffer.from(head), bytes.subarray(0, -10)]))
  await delay(300)
  await between()
  connection.write(bytes.subarray(-10))
  const { status } = await answer
  connection.close()
  return status
}
