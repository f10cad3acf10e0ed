import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Connection, drive } from './lib/connection.js'
import { ANSWER, mockoonFile, openapiFile } from './lib/mocks.js'
import { freePort, install, signal, stop } from './lib/npm.js'
import { createRequest } from './lib/requests.js'
import { startSandbox, withFolder } from './lib/servers.js'
import { median, medianPair, ms, perSecond, printTable, type Row, ratioRow } from './lib/table.js'

/**
 * `npm run bench:peers`: the same create request against general mock servers, each with its usual options
 * and one canned answer. They are fetched from the npm registry into a temporary folder.
 */
const WARM_UP = 4_000
const ROUND = 3_000
const ROUNDS = 3
const PATIENCE = 60_000

interface Peer {
  readonly name: string
  /** What to fetch. */
  readonly packages: readonly string[]
  /** Writes what it needs; its command below `node_modules/.bin`. */
  readonly command: (folder: string, port: number) => readonly string[]
  readonly rate: number
  /** The sandbox must be ready in this share of its time. */
  readonly ready?: number
}

const PEERS: readonly Peer[] = [
  {
    name: 'Mockoon',
    packages: ['@mockoon/cli'],
    rate: 6,
    ready: 0.45,
    command(folder, port) {
      const file = mockoonFile(folder, port)
      return ['mockoon-cli', 'start', '--data', file, '--repair', '--disable-log-to-file']
    },
  },
  {
    name: 'Prism',
    packages: ['@stoplight/prism-cli'],
    rate: 4,
    command: (folder, port) => ['prism', 'mock', '-p', String(port), openapiFile(folder)],
  },
  {
    name: 'WireMock',
    packages: ['wiremock'],
    rate: 1.8,
    command(folder, port) {
      mkdirSync(join(folder, 'mappings'))
      const mapping = {
        request: { method: 'POST', urlPath: '/big_sandbox_api/v2/agents' },
        response: {
          status: 200,
          body: ANSWER,
          headers: { 'Content-Type': 'application/json' },
        },
      }
      writeFileSync(join(folder, 'mappings', 'create.json'), JSON.stringify(mapping))
      return ['wiremock', '--port', String(port), '--root-dir', folder, '--disable-banner']
    },
  },
]

let serial = 0
const next = () => createRequest(++serial)

async function beside(peer: Peer, folder: string): Promise<Row[]> {
  mkdirSync(folder)
  const port = await freePort()
  const [program = '', ...args] = peer.command(folder, port)
  install(folder, peer.packages)
  const bin = join(folder, 'node_modules', '.bin', program)
  const starts: number[] = []
  const own: number[] = []
  let child: ChildProcess | undefined
  const sandboxes: { stop(): Promise<void>; readonly port: number }[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await stop(child)
      const begun = performance.now()
      child = spawn(bin, args, { cwd: folder, stdio: 'ignore', detached: true })
      await answers(port)
      starts.push(performance.now() - begun)
      await sandboxes.pop()?.stop()
      const sandbox = await startSandbox(join(folder, 'state.json'))
      own.push(sandbox.ready)
      sandboxes.push(sandbox)
    }
    const sandbox = sandboxes[0] as { readonly port: number }
    const rates: [number, number][] = []
    for (const at of [port, sandbox.port]) await drive(at, WARM_UP, next)
    for (let round = 0; round < ROUNDS; round++) {
      const theirs = await drive(port, ROUND, next)
      if (theirs.failures > 0) throw new Error(`${peer.name} refused ${theirs.failures} creates.`)
      // Asleep meanwhile: a JVM goes on compiling and collecting when nobody asks it anything.
      signal(child, 'SIGSTOP')
      rates.push([(await drive(sandbox.port, ROUND, next)).perSecond, theirs.perSecond])
      signal(child, 'SIGCONT')
    }
    const ready = ratioRow(
      `ready / ${peer.name}`,
      [median(own), median(starts)],
      ms,
      'at most',
      peer.ready ?? 1,
    )
    return [
      ratioRow(`create / ${peer.name}`, medianPair(rates), perSecond, 'at least', peer.rate),
      ready,
    ]
  } finally {
    await stop(child)
    await sandboxes.pop()?.stop()
  }
}

/** Resolves once the port gives an HTTP answer. */
async function answers(port: number): Promise<void> {
  const deadline = performance.now() + PATIENCE
  while (performance.now() < deadline) {
    const connection = new Connection(port)
    try {
      await connection.request(createRequest(++serial))
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10))
    } finally {
      connection.close()
    }
  }
  throw new Error('The peer does not answer.')
}

const rows: Row[] = []
await withFolder(async (folder) => {
  for (const peer of PEERS) {
    process.stderr.write(`measuring ${peer.name} …\n`)
    try {
      rows.push(...(await beside(peer, join(folder, peer.name))))
    } catch (error) {
      process.stderr.write(`${peer.name} could not be measured: ${(error as Error).message}\n`)
    }
  }
})
printTable(rows)
