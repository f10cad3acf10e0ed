import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Connection } from './connection.js'

/** The built package: `dist/` unless `BENCH_DIST` names another build. */
export const DIST =
  process.env['BENCH_DIST'] ?? fileURLToPath(new URL('../../../dist/', import.meta.url))
export const CLI = join(DIST, 'cli.js')
const BARE = fileURLToPath(new URL('../bare.js', import.meta.url))
const PROBE = new URL('./probe.js', import.meta.url).href

export interface Server {
  readonly port: number
  readonly process: ChildProcess
  /** Milliseconds from its start to its first answer. */
  readonly ready: number
  /** Bytes of heap in use after a collection. */
  heap(): Promise<number>
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Runs a Node program that prints `{"url":…}` once it listens, with the heap probe in it. */
export async function startProgram(
  program: string,
  args: readonly string[],
  firstPath: string,
  nodeFlags: readonly string[] = [],
): Promise<Server> {
  const begun = performance.now()
  const child = spawn(process.execPath, [...nodeFlags, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit', ...(nodeFlags.length > 0 ? (['ipc'] as const) : [])],
    env: withoutOptions(),
  })
  const port = await portOf(child)
  const first = new Connection(port)
  await first.request(`GET ${firstPath} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
  const ready = performance.now() - begun
  first.close()
  return {
    port,
    process: child,
    ready,
    async heap() {
      child.send('heap')
      const [bytes] = (await once(child, 'message')) as [number]
      return bytes
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await ended
      clearTimeout(impatience)
    },
  }
}

const PROBED = ['--expose-gc', '--import', PROBE]

/** `start` with logging silent and the request log on, as everything here is measured. */
export function startSandbox(
  state: string,
  options: Readonly<Record<string, string>> = {},
  probed = false,
): Promise<Server> {
  const flags = { port: '0', log: 'silent', state, ...options }
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
  return startProgram(CLI, ['start', '--json', ...args], '/_sandbox/health', probed ? PROBED : [])
}

export function startBare(callbackUrl = 'http://127.0.0.1:1/'): Promise<Server> {
  return startProgram(BARE, [callbackUrl], '/')
}

/** A folder for states, gone when `use` is done. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'flip-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Calls the control API; its answer, parsed. */
export async function control(
  port: number,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}/_sandbox${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

async function portOf(child: ChildProcess): Promise<number> {
  if (child.stdout === null) throw new Error('The program has no standard output.')
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The program ended with ${code} before it listened.`)
  })
  ended.catch(() => {})
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  return Number(new URL((JSON.parse(line) as { url: string }).url).port)
}

/** The environment without what would change how a sandbox starts. */
function withoutOptions(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('FLIP_SANDBOX_') && name !== 'NODE_OPTIONS',
  )
  return Object.fromEntries(own)
}
