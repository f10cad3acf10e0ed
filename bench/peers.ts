import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Connection, drive } from './lib/connection.js'
import { createRequest } from './lib/requests.js'
import { startSandbox, withFolder } from './lib/servers.js'
import { median, medianPair, ms, perSecond, printTable, type Row, ratioRow } from './lib/table.js'

/**
 * `npm run bench:peers`: the same create request against general mock servers, each with its usual options
 * and one canned answer. They are fetched from the npm registry into a temporary folder.
 */
const OPENAPI = fileURLToPath(new URL('../../openapi/flip.json', import.meta.url))
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

const ANSWER = JSON.stringify({
  id: 1,
  company_id: 1,
  name: 'lalalalili',
  kyc_status: 'BASIC_DATA',
})

const PEERS: readonly Peer[] = [
  {
    name: 'Mockoon',
    packages: ['@mockoon/cli'],
    rate: 6,
    ready: 0.45,
    command(folder, port) {
      const file = join(folder, 'mockoon.json')
      writeFileSync(file, JSON.stringify(mockoonEnvironment(port)))
      return ['mockoon-cli', 'start', '--data', file, '--repair', '--disable-log-to-file']
    },
  },
  {
    name: 'Prism',
    packages: ['@stoplight/prism-cli'],
    rate: 4,
    command: (folder, port) => ['prism', 'mock', '-p', String(port), withWholePaths(folder)],
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

/** Writes the document with whole paths, because Prism does not look at servers. @returns its file */
function withWholePaths(folder: string): string {
  const document = JSON.parse(readFileSync(OPENAPI, 'utf8')) as {
    readonly paths: Readonly<Record<string, { readonly servers: readonly { url: string }[] }>>
  }
  const paths = Object.entries(document.paths).map(([path, item]) => [
    `${item.servers[0]?.url}${path}`,
    item,
  ])
  const file = join(folder, 'flip.json')
  writeFileSync(file, JSON.stringify({ ...document, paths: Object.fromEntries(paths) }))
  return file
}

function mockoonEnvironment(port: number): object {
  return {
    uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0001',
    lastMigration: 33,
    name: 'create',
    port,
    hostname: '127.0.0.1',
    routes: [
      {
        uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0002',
        type: 'http',
        method: 'post',
        endpoint: 'big_sandbox_api/v2/agents',
        responses: [
          {
            uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0003',
            default: true,
            statusCode: 200,
            body: ANSWER,
            headers: [{ key: 'Content-Type', value: 'application/json' }],
          },
        ],
      },
    ],
    rootChildren: [{ type: 'route', uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0002' }],
  }
}

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

function install(folder: string, packages: readonly string[]): void {
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages],
    { cwd: folder, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`npm install ${packages.join(' ')} failed: ${stderr}`)
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

/** Ends the peer with whatever it has started itself: it leads a process group of its own. */
async function stop(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  signal(child, 'SIGKILL')
  await ended
}

function signal(child: ChildProcess | undefined, name: NodeJS.Signals): void {
  if (child?.pid !== undefined) process.kill(-child.pid, name)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
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
