import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { delay } from '../lib/delay.js'
import { Receiver } from '../lib/receiver.js'
import {
  controlRequest,
  createRequest,
  jpegOf,
  submitRequest,
  uploadRequest,
} from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { type Check, checkThat, type Summary } from './summary.js'

const LANES = 12
const CARD = jpegOf(20_000)

/** What a client has been answered about an agent: at the least this must have been kept. */
interface Known {
  readonly id: number
  /** How many images were answered with 200. */
  images: number
  submitted: boolean
}

interface Told {
  /** Agents, by id, of all rounds. */
  readonly agents: Map<number, Known>
  /** Ids that were answered, each time they were. */
  readonly ids: number[]
  /** Callbacks made by hand that were answered, by id. */
  readonly callbacks: Set<number>
}

interface AgentView {
  readonly id: number
  readonly kyc_status: string
  readonly history: readonly { readonly type: string }[]
}

interface CallbackView {
  readonly id: number
  readonly state: string
  readonly sent_at: number
}

interface Exported {
  readonly seq: number
  readonly agents: readonly AgentView[]
  readonly callbacks: readonly CallbackView[]
  readonly images: Readonly<Record<string, string>>
}

/**
 * A load of mixed calls; SIGKILL at a random moment; a new start; everything that was answered must be
 * there. So many rounds on one state, which is begun anew every 25 rounds.
 */
export async function killRounds(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat('killed with SIGKILL under load')
  const receiver = new CountingReceiver()
  const url = await receiver.listen()
  let serial = 0
  let told = nothing()
  let state = ''
  for (let round = 0; round < rounds; round++) {
    if (round % 25 === 0) {
      for (const file of [state, `${state}.images`])
        if (state !== '') rmSync(file, { recursive: true, force: true })
      state = join(folder, `kill-${round}.json`)
      told = nothing()
      receiver.sent.clear()
    }
    const sandbox = await startSandbox(state, { 'callback-url': url })
    const ended = load(sandbox, told, () => ++serial)
    await delay(Math.random() ** 2 * 1500 + 20)
    await sandbox.stop('SIGKILL')
    await ended
    await compare(state, url, told, receiver, check, round)
    if (round % 10 === 9) process.stderr.write(`${round + 1} rounds\n`)
  }
  receiver.close()
  return check.summary(`${rounds} rounds, ${serial} creates`)
}

function nothing(): Told {
  return { agents: new Map(), ids: [], callbacks: new Set() }
}

/** Calls until the connection breaks. */
async function load(sandbox: Server, told: Told, next: () => number): Promise<void> {
  const lane = async (n: number) => {
    const connection = new Connection(sandbox.port)
    try {
      for (;;) await (n === 0 ? byHand(connection, told) : journey(connection, told, next()))
    } catch {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: LANES }, (_, n) => lane(n)))
}

/** A journey, broken off anywhere by the kill. */
async function journey(connection: Connection, told: Told, n: number): Promise<void> {
  const created = await connection.request(createRequest(n))
  if (created.status !== 200) throw new Error(created.body)
  const { id } = JSON.parse(created.body) as { id: number }
  const known: Known = { id, images: 0, submitted: false }
  told.ids.push(id)
  told.agents.set(id, known)
  if (n % 3 === 0) return
  for (const selfie of [false, true]) {
    const { status } = await connection.request(uploadRequest(id, CARD, selfie))
    if (status === 200) known.images++
  }
  const { status } = await connection.request(submitRequest(id))
  if (status === 200) known.submitted = true
}

/** A callback made by hand, and now and then a clock that jumps. */
async function byHand(connection: Connection, told: Told): Promise<void> {
  const made = await connection.request(
    controlRequest('POST', '/callbacks', { data: { by: 'hand' }, company_id: 1 }),
  )
  if (made.status !== 201) throw new Error(made.body)
  told.callbacks.add((JSON.parse(made.body) as { id: number }).id)
  await delay(5)
}

async function compare(
  state: string,
  url: string,
  told: Told,
  receiver: CountingReceiver,
  check: Check,
  round: number,
): Promise<void> {
  const restarted = Date.now()
  const sandbox = await startSandbox(state, { 'callback-url': url })
  const kept = (await control(sandbox.port, 'GET', '/export')) as Exported
  const agents = new Map(kept.agents.map((agent) => [agent.id, agent]))
  for (const known of told.agents.values()) {
    const agent = agents.get(known.id)
    const has = (type: string) => agent?.history.filter((entry) => entry.type === type).length ?? 0
    check(agent !== undefined, `round ${round}: agent ${known.id} is lost`)
    check(has('image-uploaded') >= known.images, `round ${round}: an image of ${known.id} is lost`)
    check(!known.submitted || has('kyc-submitted') === 1, `round ${round}: a submission is lost`)
  }
  const callbacks = new Map(kept.callbacks.map((callback) => [callback.id, callback]))
  for (const id of told.callbacks)
    check(callbacks.has(id), `round ${round}: callback ${id} is lost`)
  check(new Set(told.ids).size === told.ids.length, `round ${round}: an agent's id came twice`)
  for (const [key, count] of receiver.sent)
    check(count === 1, `round ${round}: the callback ${key} went out ${count} times`)
  for (const [file, bytes] of Object.entries(kept.images))
    check(bytes !== '', `round ${round}: the image ${file} is missing`)
  for (const { id, state, sent_at } of kept.callbacks)
    check(
      state !== 'sending' || sent_at >= restarted,
      `round ${round}: callback ${id} was under way and is not interrupted`,
    )
  await sandbox.stop()
  const document = JSON.parse(readFileSync(state, 'utf8')) as Exported
  check(document.seq >= kept.seq, `round ${round}: the state file is older than the journal`)
}

/** Counts how often each agent's callback of a status came. */
class CountingReceiver extends Receiver {
  readonly sent = new Map<string, number>()

  protected override took(id: string, status: string): void {
    const key = `${id} ${status}`
    this.sent.set(key, (this.sent.get(key) ?? 0) + 1)
  }
}
