import { join } from 'node:path'
import { approvedAgent } from '../lib/approved-agent.js'
import { drive } from '../lib/connection.js'
import { cpuOf } from '../lib/cpu.js'
import { foldEnds } from '../lib/fold.js'
import { Receiver } from '../lib/receiver.js'
import { transferRequest, transfersRequest } from '../lib/requests.js'
import { control, type Server, startBare, startSandbox, withFolder } from '../lib/servers.js'
import {
  boundRow,
  median,
  medianPair,
  micros,
  ms,
  perSecond,
  type Row,
  ratioRow,
} from '../lib/table.js'

const STORED = 100_000
const WARM_UP = 12_000
const ROUND = 6_000
const ROUNDS = 7
/** Beside a full sandbox: so few that neither of the two is idle for a second, and folds while the other is measured. */
const SHORT_ROUND = 3_000
const SHORT_ROUNDS = 13
/** Calls for a list, each round. */
const LISTS = 100
const RETRIES = 5_000

/** Nothing ends by itself, so that creating is measured alone. */
const MANUAL = { disbursements: 'manual' }

interface Measured {
  readonly perSecond: number
  /** Microseconds a call. */
  readonly cpu: number
}

/** Sending money, beside the twin. */
export const transferFigures = () => withFolder(besideTheTwin)

/** The same as the state grows to 100,000 transfers, and reading them. */
export const fullTransferFigures = () => withFolder(asItFills)

/** What a move of the clock over failing callbacks costs. */
export const retryFigures = () => withFolder(retries)

let serial = 0

/** Sends so many transfers of this agent. */
const transfers = (server: Server, agent: number, count: number) =>
  measure(server, count, () => transferRequest(agent, ++serial))

async function measure(server: Server, count: number, requestAt: () => string): Promise<Measured> {
  const before = cpuOf(server)
  const { perSecond, failures } = await drive(server.port, count, requestAt)
  if (failures > 0) throw new Error(`${failures} of ${count} calls failed.`)
  return { perSecond, cpu: (cpuOf(server) - before) / count }
}

async function besideTheTwin(folder: string): Promise<Row[]> {
  const [sandbox, twin] = [
    await startSandbox(join(folder, 'state.json'), MANUAL),
    await startBare(),
  ]
  try {
    const agent = await approvedAgent(sandbox)
    for (const server of [twin, sandbox]) await transfers(server, agent, WARM_UP)
    const rates: [number, number][] = []
    const cpus: [number, number][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await transfers(twin, agent, ROUND)
      const own = await transfers(sandbox, agent, ROUND)
      rates.push([own.perSecond, bare.perSecond])
      cpus.push([own.cpu, bare.cpu])
    }
    return [
      ratioRow('transfer, 32 connections, on disk', medianPair(rates), perSecond, 'at least', 0.5),
      ratioRow('CPU of a transfer / of the twin', medianPair(cpus), micros, 'at most', 2),
    ]
  } finally {
    await Promise.all([sandbox.stop(), twin.stop()])
  }
}

async function asItFills(folder: string): Promise<Row[]> {
  const [fullState, fewState] = [join(folder, 'full.json'), join(folder, 'few.json')]
  const full = await startSandbox(fullState, MANUAL)
  const empty = await startSandbox(fewState, MANUAL)
  try {
    const agent = await approvedAgent(full)
    if (agent !== (await approvedAgent(empty))) throw new Error('The two differ.')
    await transfers(full, agent, STORED)
    await transfers(empty, agent, WARM_UP)
    for (const state of [fullState, fewState]) await foldEnds(state)
    const created: [number, number][] = []
    for (let round = 0; round < SHORT_ROUNDS; round++) {
      const few = await transfers(empty, agent, SHORT_ROUND)
      const many = await transfers(full, agent, SHORT_ROUND)
      created.push([few.cpu, many.cpu])
    }
    for (const state of [fullState, fewState]) await foldEnds(state)
    const got: [number, number][] = []
    const newest: number[] = []
    const filtered: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const get = () => transfersRequest('/1234567000000001789')
      const getFew = await measure(empty, ROUND, get)
      got.push([(await measure(full, ROUND, get)).cpu, getFew.cpu])
      newest.push((await measure(full, LISTS, () => transfersRequest('?sort=-id'))).cpu)
      filtered.push((await measure(full, LISTS, () => transfersRequest('?status=DONE'))).cpu)
    }
    return [
      ratioRow('CPU: transfer at few / at 100,000', medianPair(created), micros, 'at least', 0.9),
      ratioRow('CPU: get at 100,000 / at few', medianPair(got), micros, 'at most', 1.2),
      boundRow('CPU: newest page at 100,000', median(newest), micros, 10_000),
      boundRow('CPU: filtered list at 100,000', median(filtered), micros, 100_000),
    ]
  } finally {
    await Promise.all([full.stop(), empty.stop()])
  }
}

/** Moves a clock over retries of callbacks that fail; twice as many take twice the time. */
async function retries(folder: string): Promise<Row[]> {
  const receiver = new Receiver(500)
  const url = await receiver.listen()
  const options = { 'disbursement-callback-url': url }
  const sandboxes = [RETRIES / 2, RETRIES].map(async (count) => {
    const sandbox = await startSandbox(join(folder, `${count}.json`), options)
    const agent = await approvedAgent(sandbox)
    await control(sandbox.port, 'PUT', '/clock', { mode: 'frozen' })
    await transfers(sandbox, agent, count)
    await control(sandbox.port, 'POST', '/clock/advance', { by: '1s' })
    return sandbox
  })
  const [half, whole] = (await Promise.all(sandboxes)) as [Server, Server]
  const times: [number, number][] = []
  for (let attempt = 2; attempt <= 6; attempt++)
    times.push([await advance(whole), await advance(half)])
  await Promise.all([half.stop(), whole.stop()])
  receiver.close()
  return [ratioRow('CPU: 5,000 retries / 2,500', medianPair(times), ms, 'at most', 2.3)]
}

/** Lets every retry of a sandbox happen. @returns the milliseconds of CPU that it takes */
async function advance(sandbox: Server): Promise<number> {
  const before = cpuOf(sandbox)
  await control(sandbox.port, 'POST', '/clock/advance', { by: '2m' })
  return (cpuOf(sandbox) - before) / 1000
}
