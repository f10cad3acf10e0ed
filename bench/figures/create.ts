import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drive } from '../lib/connection.js'
import { foldEnds, segmentsOf } from '../lib/fold.js'
import { createRequest } from '../lib/requests.js'
import { type Server, startBare, startSandbox, withFolder } from '../lib/servers.js'
import {
  boundRow,
  kilobytes,
  median,
  medianPair,
  ms,
  perSecond,
  type Row,
  ratioRow,
} from '../lib/table.js'

const STORED = 100_000
/** All of a run, 54,000 of 600 bytes, stays below the 32 MiB that the sandbox folds at. */
const WARM_UP = 12_000
const ROUND = 6_000
const ROUNDS = 7
const STARTS = 3
/** Beside a full sandbox: so few that neither of the two is idle for a second, and folds while the other is measured. */
const SHORT_ROUND = 2_000
const SHORT_ROUNDS = 21

let serial = 0
const next = () => createRequest(++serial)
const creates = (server: Server, count: number) => drive(server.port, count, next)

/** Creating agents, beside the twin: several starts of both, because one start is not as fast as the next. */
export async function createFigures(): Promise<Row[]> {
  const rates: [number, number][] = []
  for (let start = 0; start < STARTS; start++) {
    rates.push(...(await withFolder((folder) => besideTheTwin(join(folder, 'state.json')))))
  }
  return [
    ratioRow('create, 32 connections, on disk', medianPair(rates), perSecond, 'at least', 0.5),
  ]
}

/** The same as the state grows to 100,000 agents, and what they cost. */
export const fullFigures = () => withFolder(asItFills)

async function besideTheTwin(state: string): Promise<[number, number][]> {
  const [sandbox, twin] = [await startSandbox(state), await startBare()]
  try {
    for (const server of [twin, sandbox]) await creates(server, WARM_UP)
    const rates: [number, number][] = []
    for (let round = 0; round < ROUNDS; round++) {
      const bare = await creates(twin, ROUND)
      const own = await creates(sandbox, ROUND)
      if (own.failures > 0) throw new Error(`${own.failures} creates failed.`)
      rates.push([own.perSecond, bare.perSecond])
    }
    return rates
  } finally {
    await Promise.all([sandbox.stop(), twin.stop()])
  }
}

async function asItFills(folder: string): Promise<Row[]> {
  const state = join(folder, 'full.json')
  let full = await startSandbox(state, {}, true)
  const before = await full.heap()
  await creates(full, STORED)
  const perAgent = ((await full.heap()) - before) / STORED
  const empty = await startSandbox(join(folder, 'other.json'), {}, true)
  const rates: [number, number][] = []
  const quiet: number[] = []
  const slowest: [number, number][] = []
  try {
    await creates(empty, WARM_UP)
    await foldEnds(state)
    for (let round = 0; round < SHORT_ROUNDS; round++) {
      const few = await creates(empty, SHORT_ROUND)
      const many = await creates(full, SHORT_ROUND)
      rates.push([many.perSecond, few.perSecond])
      quiet.push(few.p99)
    }
    await foldBegins(full, state)
    while (segmentsOf(state) > 1 && slowest.length < SHORT_ROUNDS) {
      slowest.push([(await creates(full, SHORT_ROUND)).p99, median(quiet)])
    }
  } finally {
    await Promise.all([empty.stop(), full.stop()])
  }
  const times: [number, number][] = []
  full = await startSandbox(state)
  await foldEnds(state)
  await full.stop()
  for (let round = 0; round < 3; round++) {
    full = await startSandbox(state)
    const text = readFileSync(state, 'utf8')
    const begun = performance.now()
    JSON.parse(text)
    times.push([full.ready, performance.now() - begun])
    await full.stop()
  }
  return [
    ratioRow('create at 100,000 agents / at few', medianPair(rates), perSecond, 'at least', 0.9),
    ratioRow('p99 of create, folding / few agents', medianPair(slowest), ms, 'at most', 3),
    boundRow('heap per agent at 100,000', perAgent, kilobytes, 2.5 * 1024),
    ratioRow('ready at 100,000 / JSON.parse', medianPair(times), ms, 'at most', 4),
  ]
}

/** Creates until the sandbox, idle for a second, begins to fold what has come. */
async function foldBegins(server: Server, state: string): Promise<void> {
  for (let part = 0; part < 10; part++) {
    await creates(server, ROUND)
    for (let look = 0; look < 150; look++) {
      if (segmentsOf(state) > 1) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  throw new Error('No fold has begun.')
}
