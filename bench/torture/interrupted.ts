import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { delay, until } from '../lib/delay.js'
import { exportOf, writeJournal } from '../lib/large.js'
import { another, controlRequest, createRequest, jpegOf } from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { type Check, checkThat, type Summary } from './summary.js'

const CARD = jpegOf(20_000)

/** A fold, an export and an import of a large state, each killed or left somewhere in it. */
export async function interruptedRounds(
  folder: string,
  count: number,
  rounds: number,
): Promise<Summary[]> {
  const large = join(folder, 'large')
  mkdirSync(large)
  await writeJournal(join(large, 'state.json'), count)
  return [
    await folds(large, join(folder, 'folds'), count, rounds),
    await exports(large, join(folder, 'exports'), count, rounds),
    await imports(large, join(folder, 'imports'), count, rounds),
  ]
}

async function totalOf({ port }: Server): Promise<number> {
  return ((await control(port, 'GET', '/agents?limit=1')) as { total: number }).total
}

let serial = 500_000_000

/** Creates some. @returns how many were answered */
async function create({ port }: Server, count: number, check: Check): Promise<number> {
  const connection = new Connection(port)
  for (let n = 0; n < count; n++) {
    const { status, body } = await connection.request(createRequest(++serial))
    check(status === 200, `a create got ${status} ${body}`)
  }
  connection.close()
  return count
}

/** Killed while the state file is written beside the old one. */
async function folds(
  large: string,
  folder: string,
  count: number,
  rounds: number,
): Promise<Summary> {
  const check = checkThat('a fold killed with SIGKILL')
  const state = join(folder, 'state.json')
  const half = join(folder, '.state.json.tmp')
  const begun = () => until(() => existsSync(half), 20, 1)
  let takes = 0
  let halfWritten = 0
  for (let round = 0; round <= rounds; round++) {
    rmSync(folder, { recursive: true, force: true })
    cpSync(large, folder, { recursive: true, filter: (file) => !file.endsWith('.lock') })
    let known = count
    const first = await startSandbox(state)
    known += await create(first, 3, check)
    check(await begun(), `round ${round}: no fold begins`)
    if (round === 0) {
      // Not killed: how long it takes.
      const since = performance.now()
      check(await until(() => !existsSync(half), 60, 1), 'a fold does not end')
      takes = performance.now() - since
      check((await totalOf(first)) === known, 'a fold in peace changes the state')
      await first.stop()
      continue
    }
    // Changes that come while it is written belong to the journal after it.
    await delay(Math.random() * 0.5 * takes)
    if (round % 2 === 0) known += await create(first, 3, check)
    await delay(Math.random() * 0.5 * takes)
    await first.stop('SIGKILL')
    if (existsSync(half)) halfWritten++
    const second = await startSandbox(state)
    const total = await totalOf(second)
    check(total === known, `round ${round}: ${total} agents of ${known}`)
    known += await create(second, 1, check)
    check((await begun()) && (await until(() => !existsSync(half), 60)), 'what is left stops folds')
    await second.stop()
    const { agents } = JSON.parse(readFileSync(state, 'utf8')) as { agents: unknown[] }
    check(agents.length === known, `round ${round}: ${agents.length} of ${known} in the file`)
    const left = readdirSync(folder).filter((name) => !/^state\.json(\.coverage)?$/.test(name))
    check(left.length === 0, `round ${round}: left over: ${left.join(', ')}`)
  }
  return check.summary(`${rounds} rounds of ${count} agents, ${halfWritten} files half written`)
}

/** Killed, or left by who asked for it, while it is sent. */
async function exports(
  large: string,
  folder: string,
  count: number,
  rounds: number,
): Promise<Summary> {
  const check = checkThat('an export killed with SIGKILL, and exports left by their reader')
  cpSync(large, folder, { recursive: true, filter: (file) => !file.endsWith('.lock') })
  const state = join(folder, 'state.json')
  const taker = await startSandbox('memory')
  let sandbox = await startSandbox(state)
  const whole = await download(sandbox.port)
  let cut = 0
  for (let round = 0; round < rounds; round++) {
    for (let n = 0; n < 5; n++)
      await download(sandbox.port, (socket, bytes) => {
        if (bytes > Math.random() * whole.length) socket.destroy()
      })
    check((await totalOf(sandbox)) === count, `round ${round}: an export that was left`)
    const at = Math.random() * whole.length
    const { process } = sandbox
    const part = await download(sandbox.port, (_, bytes) => {
      if (bytes > at) process.kill('SIGKILL')
    })
    await sandbox.stop('SIGKILL')
    if (part.length < whole.length) {
      cut++
      const { status } = await importOf(taker.port, part)
      check(status === 400, `round ${round}: the import of a part of an export got ${status}`)
      check((await totalOf(taker)) === 0, `round ${round}: a part of an export was taken`)
    }
    sandbox = await startSandbox(state)
    const total = await totalOf(sandbox)
    check(total === count, `round ${round}: ${total} agents of ${count}`)
  }
  await taker.stop()
  await sandbox.stop()
  return check.summary(`${rounds} killed of ${count} agents, ${cut} cut off, ${rounds * 5} left`)
}

/** Killed, or left by who sends it, while it comes in. */
async function imports(
  large: string,
  folder: string,
  count: number,
  rounds: number,
): Promise<Summary> {
  const check = checkThat('an import killed with SIGKILL, and imports left by their sender')
  cpSync(large, folder, { recursive: true, filter: (file) => !file.endsWith('.lock') })
  const state = join(folder, 'state.json')
  const other = Math.floor(count * 0.9)
  const pictures = Array.from({ length: 20 }, () => another(CARD))
  const document = Buffer.from(await exportOf(other, 600_000_000, pictures))
  const images = () => (existsSync(`${state}.images`) ? readdirSync(`${state}.images`) : [])
  let known = count
  let done = 0
  let takes = 0
  for (let round = 0; round <= rounds; round++) {
    const sandbox = await startSandbox(state)
    const total = await totalOf(sandbox)
    check(total === known || total === other, `round ${round}: ${total} agents of ${known}`)
    if (total === other) done++
    check(!readdirSync(folder).some((name) => name.endsWith('.import.tmp')), 'a file is left')
    const before = images()
    check(
      before.length === (done > 0 ? pictures.length : 0),
      `round ${round}: a killed import leaves ${before.length} images`,
    )
    for (let n = 0; n < 5; n++) {
      // The pictures stand near the end.
      const share = n % 2 === 0 ? Math.random() : 1 - Math.random() * 0.03
      await importOf(sandbox.port, document, Math.floor(share * document.length))
      check((await totalOf(sandbox)) === total, `round ${round}: an import that was left`)
    }
    check(
      await until(() => images().length === before.length, 5),
      `round ${round}: an import that was left leaves images`,
    )
    if (round === 0) {
      let last = 0
      const taken = await until(async () => {
        const since = performance.now()
        last = (await importOf(sandbox.port, document)).status
        takes = performance.now() - since
        return last === 200
      }, 10)
      check(taken, `after imports that were left one gets ${last}`)
      check(images().length === pictures.length, 'an import brings its images')
      await control(sandbox.port, 'POST', '/reset')
    }
    known = (await totalOf(sandbox)) + (await create(sandbox, 7, check))
    const answer = importOf(sandbox.port, document)
    await delay(Math.random() * 1.1 * takes)
    await sandbox.stop('SIGKILL')
    if ((await answer).status === 200) known = other
  }
  const last = await startSandbox(state)
  const total = await totalOf(last)
  check(total === known || total === other, `at the end: ${total} agents of ${known}`)
  await last.stop()
  return check.summary(
    `${rounds + 1} killed of ${other} agents, ${done} done, ${(rounds + 1) * 5} left`,
  )
}

/** An export's bytes, as far as they came. @param look may end the connection */
function download(port: number, look?: (socket: Socket, bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    let bytes = 0
    socket.write('GET /_sandbox/export HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n')
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      bytes += chunk.length
      look?.(socket, bytes)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(unchunked(Buffer.concat(chunks))))
  })
}

/** A chunked answer's body, as far as it came. */
function unchunked(answer: Buffer): Buffer {
  const parts: Buffer[] = []
  let at = answer.indexOf('\r\n\r\n') + 4
  for (;;) {
    const end = answer.indexOf('\r\n', at)
    if (end < 0) return Buffer.concat(parts)
    const length = Number.parseInt(answer.toString('latin1', at, end), 16)
    if (length === 0) return Buffer.concat(parts)
    parts.push(answer.subarray(end + 2, end + 2 + length))
    at = end + 4 + length
  }
}

interface Imported {
  /** 0: it was not answered. */
  readonly status: number
  readonly body: string
}

/** Imports a document. @param leaveAfter bytes of it after which the sender leaves */
async function importOf(port: number, document: Buffer, leaveAfter?: number): Promise<Imported> {
  const head = controlRequest('POST', '/import').replace(
    'Content-Length: 0',
    `Content-Length: ${document.length}`,
  )
  const connection = new Connection(port)
  try {
    const answer = connection.request(
      Buffer.concat([Buffer.from(head), document.subarray(0, leaveAfter)]),
    )
    if (leaveAfter !== undefined) {
      await delay(20)
      connection.close()
    }
    return await answer
  } catch {
    return { status: 0, body: '' }
  } finally {
    connection.close()
  }
}
