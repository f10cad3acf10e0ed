import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { until } from '../lib/delay.js'
import { Receiver } from '../lib/receiver.js'
import {
  another,
  controlRequest,
  createRequest,
  getRequest,
  jpegOf,
  submitRequest,
  uploadRequest,
} from '../lib/requests.js'
import { control, startSandbox } from '../lib/servers.js'
import { type Check, checkThat, type Summary } from './summary.js'

const CARD = jpegOf(20_000)
/** Agents whose journeys are called for on one connection, six calls each; with four calls more. */
const AGENTS = 16
const CALLS = AGENTS * 6 + 4
const AT_A_TIME = 8

interface Stored {
  readonly agents: readonly {
    readonly id: number
    readonly kyc_status: string
    readonly data: { readonly identity_number: string }
  }[]
  readonly callbacks: readonly { readonly state: string }[]
}

/**
 * Pipelined calls, whole journeys among them, on connections that are reset somewhere in between: what was answered is
 * kept, whatever was begun comes to its end, nothing stays in memory.
 */
export async function pipelinedRounds(folder: string, total: number): Promise<Summary> {
  const check = checkThat('pipelined calls with resets of the connection')
  const receiver = new Receiver()
  const url = await receiver.listen()
  const sandbox = await startSandbox(join(folder, 'state.json'), { 'callback-url': url }, true)
  const { port } = sandbox
  const descriptors = () =>
    process.platform === 'linux' ? readdirSync(`/proc/${sandbox.process.pid}/fd`).length : 0
  const open = descriptors()
  const answered = new Set<number>()
  const connections = Math.ceil(total / CALLS)
  let begun = 0
  let answers = 0
  const lane = async () => {
    while (begun < connections) answers += await burst(port, begun++, answered, check)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane))

  check((await sandboxIsIdle(port)) === true, 'what was begun does not come to its end')
  const { agents, callbacks } = (await control(port, 'GET', '/export')) as Stored
  const there = new Set(agents.map(({ id }) => id))
  for (const id of answered) check(there.has(id), `agent ${id} was answered and is not there`)
  for (const { id, kyc_status } of agents)
    check(kyc_status !== 'PENDING', `agent ${id} stays ${kyc_status}`)
  for (const { state } of callbacks) check(state === 'delivered', `a callback is ${state}`)
  check(
    receiver.count === callbacks.length,
    `${receiver.count} of ${callbacks.length} callbacks came`,
  )
  receiver.close()
  check(
    await until(() => descriptors() <= open + 2, 10),
    `${descriptors() - open} descriptors are left open`,
  )
  await control(port, 'POST', '/reset')
  const heap = (await sandbox.heap()) / 1e6
  check(heap < 80, `after a reset the heap has ${heap.toFixed(0)} MB`)
  await sandbox.stop()
  return check.summary(
    `${begun * CALLS} calls on ${begun} connections, ${answers} answered, ${agents.length} agents, heap ${heap.toFixed(0)} MB`,
  )
}

async function sandboxIsIdle(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/_sandbox/wait?idle=true&timeout=20s`)
  return answer.status === 200
}

let serial = 0

/** One connection: all of its calls are written at once; it is reset after so many answers. @returns how many came */
async function burst(
  port: number,
  n: number,
  answered: Set<number>,
  check: Check,
): Promise<number> {
  // The agents are made before, one after the other: a pipelined call must know its agent's id.
  const first = new Connection(port)
  const ids: number[] = []
  for (let made = 0; made < AGENTS; made++) {
    const { body } = await first.request(createRequest(++serial))
    ids.push((JSON.parse(body) as { id: number }).id)
  }
  first.close()
  for (const id of ids) answered.add(id)
  const journeys = ids.flatMap((id) => [
    uploadRequest(id, another(CARD), false),
    uploadRequest(id, another(CARD), true),
    getRequest(id),
    submitRequest(id),
    controlRequest('GET', `/agents/${id}`),
    createRequest(++serial),
  ])
  const calls: (string | Buffer)[] = [
    ...journeys,
    ...Array.from({ length: 4 }, () => createRequest(++serial)),
  ]
  // Every fourth one is read to its end.
  const isRead = n % 4 === 3
  const last = isRead ? CALLS : Math.floor(Math.random() * CALLS)
  // Now and then a call behind whose answer all the others wait: for a while, or for ever.
  const at = Math.floor(Math.random() * CALLS)
  if (n % 3 === 0) calls[at] = controlRequest('GET', '/wait?idle=true&timeout=300ms')
  else if (n % 3 === 1 && !isRead) calls[at] = controlRequest('GET', '/events')
  return new Promise((resolve) => {
    let seen = ''
    let count = 0
    const socket = connect(port, '127.0.0.1')
    const limit = setTimeout(() => socket.resetAndDestroy(), isRead ? 20_000 : 200 + 10 * last)
    socket.setEncoding('latin1')
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(limit)
      check(!isRead || count >= last, `connection ${n} got ${count} answers of ${last}`)
      resolve(count)
    })
    socket.on('data', (chunk) => {
      seen += String(chunk)
      for (;;) {
        const end = seen.indexOf('\r\n\r\n')
        if (end < 0) break
        const head = seen.slice(0, end)
        const whole = end + 4 + Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
        if (seen.length < whole) break
        const status = Number(head.slice(9, 12))
        check(status < 500, `a pipelined call got ${seen.slice(0, whole)}`)
        const body = seen.slice(end + 4, whole)
        seen = seen.slice(whole)
        count++
        const id = status === 200 ? /^\{"id":(\d+),"company_id"/.exec(body)?.[1] : undefined
        if (id !== undefined) answered.add(Number(id))
      }
      if (count >= last) socket.resetAndDestroy()
    })
    socket.write(Buffer.concat(calls.map((call) => Buffer.from(call))))
    if (last === 0) socket.resetAndDestroy()
  })
}
