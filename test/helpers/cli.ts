import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { runCommand } from '../../src/commands/run-command.js'
import { coverageOfSpawned } from './coverage.js'
import type { Teardown } from './sandbox.js'

/** What a command wrote and how it ended. */
export interface Ran {
  readonly code: number
  /** Standard output. */
  readonly out: string
  /** Standard error. */
  readonly err: string
}

/** Runs a command in this process on a terminal of its own. */
export async function run(
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  colour = false,
): Promise<Ran> {
  const out: string[] = []
  const err: string[] = []
  const code = await runCommand(words, {
    print: (line) => out.push(line),
    write: async (what) => void out.push(...String(what).trimEnd().split('\n')),
    complain: (line) => err.push(line),
    onScreen: colour,
    unread: () => 0,
    colour,
    variables,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

export interface Spawned {
  readonly child: ChildProcess
  /** The first line on standard output. */
  readonly line: Promise<string>
  /** Standard output, as soon as this is on it, or all of it at the end. */
  printed(what: RegExp): Promise<string>
  /** How it ended; signals are told by name. */
  readonly ended: Promise<Ran & { readonly signal: NodeJS.Signals | null }>
  stop(signal?: NodeJS.Signals): Promise<Ran & { readonly signal: NodeJS.Signals | null }>
}

/** The program's file. */
export const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url))
/** Its answers are held against the OpenAPI documents too. */
const CHECK = `--import=${new URL('./openapi.js', import.meta.url).href}`

/** The program in a process of its own, killed at the test's end if it is still there. */
export async function spawnCli(
  t: Teardown,
  words: readonly string[],
  {
    env = {},
    cwd,
    nodeArguments = [],
    stdout = 'pipe',
  }: {
    readonly env?: Readonly<Record<string, string>>
    readonly cwd?: string
    readonly nodeArguments?: readonly string[]
    /** A file's descriptor; then nothing is read from it here. */
    readonly stdout?: number | 'pipe'
  } = {},
): Promise<Spawned> {
  const coverage = coverageOfSpawned()
  const program = [process.execPath, '--enable-source-maps', CHECK, ...nodeArguments, CLI]
  const [command = '', ...rest] = [...coverage.before, ...program, ...words]
  const child = spawn(command, rest, {
    env: { ...process.env, ...coverage.env, ...env },
    cwd,
    stdio: ['ignore', stdout, 'pipe'],
  })
  let out = ''
  let err = ''
  const printed = (what: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => what.test(out) && resolve(out)
      look()
      child.stdout?.on('data', look)
      child.once('close', () => resolve(out))
    })
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  const line = printed(/\n/).then((text) => text.slice(0, text.indexOf('\n')))
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ran & { signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      coverage.gather(child.pid)
      resolve({ code: code ?? -1, signal, out, err })
    })
  })
  t.teardown(() => child.kill('SIGKILL'))
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return { child, line, printed, ended, stop }
}
