import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { approvedAgent } from '../lib/approved-agent.js'
import { Connection } from '../lib/connection.js'
import { Receiver } from '../lib/receiver.js'
import { controlRequest, transferRequest } from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

const LANES = 12
/** Calls before the kill. */
const MOST_CALLS = 1_500
/** Enough for some hundred transfers, so that many are refused for want of money. */
const SET = 6_000_000
/** Goes through, is cancelled, waits for a decision, is answered with 500, loses its connection. */
const ACCOUNTS = ['1122333301', '1122339101', '1122339110', '1122339121', '1122339122'] as const

interface Transfer {
  readonly id: string
  readonly amount: number
  readonly fee: number
  readonly status: string
  readonly idempotency_key: string
  readonly callback_ids: readonly number[]
}

/** What a client has been answered: at the least this must have been kept. */
interface Told {
  /** The id that each key was answered with. */
  readonly ids: Map<string, string>
  /** The end that each transfer was given by hand. */
  readonly ends: Map<string, string>
  /** Keys whose every call was refused. */
  readonly refused: Set<string>
}

const count = { sent: 0, replayed: 0, refused: 0, decided: 0 }
let serial = 0

/**
 * Money under load: transfers that end well, badly, by hand or not at all, the same keys again, refusals; SIGKILL at a random
 * moment; a new start. No rupiah is lost or made, and no key has two transfers. So many rounds on one state, which is
 * begun anew every 25 rounds.
 */
export async function moneyRounds(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat('money, killed with SIGKILL under load')
  const receiver = new Receiver(500)
  const options = { 'disbursement-callback-url': await receiver.listen() }
  let told: Told = nothing()
  let agent = 0
  let state = ''
  for (let round = 0; round < rounds; round++) {
    const fresh = round % 25 === 0
    if (fresh) {
      if (state !== '') rmSync(state, { force: true })
      state = join(folder, `money-${round}.json`)
      told = nothing()
    }
    const sandbox = await startSandbox(state, { ...options, 'disbursement-delay': '50ms' })
    if (fresh) agent = await approvedAgent(sandbox)
    await control(sandbox.port, 'POST', '/clock/advance', { by: '1s' })
    await control(sandbox.port, 'PUT', '/clock', { mode: 'frozen' })
    await control(sandbox.port, 'PUT', '/balance', { balance: SET })
    const before = (await moneyOf(sandbox)).transfers
    await control(sandbox.port, 'PUT', '/clock', { mode: 'running' })
    await loadUntilKilled(sandbox, agent, told)
    const restarted = await startSandbox(state, options)
    await compare(restarted, agent, before, told, (holds, otherwise) =>
      check(holds, `round ${round}: ${otherwise}`),
    )
    await restarted.stop(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM')
  }
  receiver.close()
  const counted = Object.entries(count).map(([what, times]) => `${times} ${what}`)
  return check.summary(`${rounds} rounds: ${counted.join(', ')}`)
}

function nothing(): Told {
  return { ids: new Map(), ends: new Map(), refused: new Set() }
}

interface Exported {
  readonly disbursements: readonly Transfer[]
  readonly controls: readonly { readonly company_id: number; readonly balance?: number }[]
}

/** The transfers and the balance, at one moment. */
async function moneyOf({ port }: Server) {
  const { disbursements, controls } = (await control(port, 'GET', '/export')) as Exported
  const balance = controls.find(({ company_id }) => company_id === 1)?.balance ?? Number.NaN
  return { transfers: new Map(disbursements.map((one) => [one.id, one])), balance }
}

async function loadUntilKilled(sandbox: Server, agent: number, told: Told): Promise<void> {
  let killed = false
  let left = Math.ceil(Math.random() * MOST_CALLS)
  let kill = () => {}
  const enough = new Promise<void>((resolve) => {
    kill = resolve
  })
  const lane = async () => {
    while (!killed) {
      const connection = new Connection(sandbox.port)
      try {
        while (!killed) {
          if (left-- === 0) kill()
          await step(connection, agent, told)
        }
      } catch {
        // Killed, or a connection that its account has reset.
      }
      connection.close()
    }
  }
  const lanes = Array.from({ length: LANES }, lane)
  await enough
  killed = true
  await sandbox.stop('SIGKILL')
  await Promise.all(lanes)
}

/** A new transfer, one that is refused, one with an old key, or a decision. */
async function step(connection: Connection, agent: number, told: Told): Promise<void> {
  const n = ++serial
  if (n % 11 === 0) return refused(connection, agent, told, n)
  if (n % 5 === 0) return decided(connection, told, n)
  const old = n % 3 === 0
  const account = ACCOUNTS[Math.floor(n / 5) % ACCOUNTS.length] as string
  await send(connection, transferRequest(agent, old ? Math.ceil(n / 2) : n, account), told)
}

async function send(connection: Connection, request: string, told: Told): Promise<void> {
  const key = /bench-\d+/.exec(request)?.[0] as string
  const { status, body } = await connection.request(request)
  if (status === 422) count.refused++
  if (status !== 200) return
  const id = /"id":(\d+)/.exec(body)?.[1] as string
  const before = told.ids.get(key)
  if (before !== undefined && before !== id) told.ids.set(`${key} again`, id)
  else told.ids.set(key, id)
  if (before === undefined) count.sent++
  else count.replayed++
}

async function refused(connection: Connection, agent: number, told: Told, n: number) {
  const request = transferRequest(agent, n)
    .replace('amount=10000', 'amount=00000')
    .replace('bench-', 'small-')
  const { status } = await connection.request(request)
  if (status !== 422) return
  told.refused.add(`small-${n}`)
  count.refused++
}

async function decided(connection: Connection, told: Told, n: number): Promise<void> {
  const ids = [...told.ids.values()]
  const id = ids[n % Math.max(1, ids.length)]
  if (id === undefined) return
  const status = n % 2 === 0 ? 'DONE' : 'CANCELLED'
  const request = controlRequest('POST', `/disbursements/${id}/decision`, { status })
  if ((await connection.request(request)).status !== 200) return
  told.ends.set(id, status)
  count.decided++
}

async function compare(
  sandbox: Server,
  agent: number,
  before: ReadonlyMap<string, Transfer>,
  { ids, ends, refused }: Told,
  check: (holds: boolean, otherwise: string) => void,
): Promise<void> {
  const { transfers: now, balance } = await moneyOf(sandbox)
  let should = SET
  for (const one of now.values()) {
    const held = Number(holds(one)) - Number(holds(before.get(one.id)))
    should -= held * (one.amount + one.fee)
    const ended = one.status !== 'PENDING'
    check(one.callback_ids.length === Number(ended), `${one.id} has the wrong callbacks`)
  }
  check(balance === should, `the balance is ${balance} and should be ${should}`)
  check(balance >= 0, `the balance is ${balance}`)
  for (const one of before.values())
    check(
      one.status === 'PENDING' || now.get(one.id)?.status === one.status,
      `${one.id} was ${one.status} and is not any more`,
    )
  const byKey = new Map([...now.values()].map((one) => [one.idempotency_key, one.id]))
  check(byKey.size === now.size, 'a key has made two transfers')
  for (const [key, id] of ids) check(byKey.get(key) === id, `${key} was answered with ${id}`)
  for (const [id, status] of ends) check(now.get(id)?.status === status, `${id} was ${status}`)
  for (const key of refused) check(!byKey.has(key), `${key} was refused and has a transfer`)
  const connection = new Connection(sandbox.port)
  for (const [key, id] of [...ids].slice(-20)) {
    const n = Number(key.replace('bench-', ''))
    const { body } = await connection.request(transferRequest(agent, n))
    check(body.includes(`"id":${id},`), `${key} gets another answer than before`)
  }
  connection.close()
}

/** Whether a transfer holds its money. */
function holds(one: Transfer | undefined): boolean {
  return one !== undefined && one.status !== 'CANCELLED'
}
