import type { ChildProcess } from 'node:child_process'
import { ALL_COMPANIES } from '../kyc/company.js'
import { counted } from '../lib/counted.js'
import type { LoggedFacts } from '../requests/logged-request.js'
import { NotStarted, runAround } from '../server/run-around.js'
import { runSandbox } from '../server/sandbox.js'
import { type Command, ExitCode, UsageError } from './command.js'
import { FAIL_UNDER_FLAG, failUnder, leastPercent } from './coverage.js'
import { tryReport, writeReport } from './report-file.js'
import { readOptions, START_FLAGS } from './start-options.js'

/** Its own output would stand in that of the command. */
const { log: _log, ...FLAGS } = START_FLAGS

/** How many of the refused calls are shown when the command fails. */
const SHOWN = 5

/** `run`: a sandbox around a command. It listens before the command starts, and is gone after it. */
export const run: Command = {
  name: 'run',
  usage: 'run [flags] -- <command…>',
  about:
    'Runs a command with a sandbox of its own: a free port, a state in memory. Its exit code passes through.',
  flags: {
    ...FLAGS,
    coverage: ['<file>', 'writes there what the calls have exercised, as JSON'],
    ...FAIL_UNDER_FLAG,
  },
  words: [1, Number.MAX_SAFE_INTEGER],
  async run(invocation) {
    const { terminal, flags: all, words } = invocation
    const { coverage: file, 'fail-under': _, ...flags } = all
    const { intercept = 'on' } = flags
    if (!/^(on|off)$/.test(`${intercept}`))
      throw new UsageError(
        `Write -- before the command: flip-sandbox run --intercept -- ${[intercept, ...words].join(' ')}`,
      )
    const least = leastPercent(all)
    if (typeof file === 'string') tryReport(file, 'coverage')
    const warn = (sentence: string) => terminal.complain(`flip-sandbox: ${sentence}`)
    // Of the port and the state, only the flags count: others may use what the variables and the config file name.
    const { port, state, ...others } = readOptions(flags, terminal, warn)
    const sandbox = await runSandbox(
      {
        ...others,
        log: 'silent',
        port: flags['port'] === undefined ? 0 : (port as number),
        state: flags['state'] === undefined ? 'memory' : (state as string),
        ...(others.intercept === 'on' && { https_port: others.https_port ?? 0 }),
      },
      warn,
    )
    const forward = forwardSignals()
    warn(`${sandbox.url} is up; running ${words.join(' ')}`)
    const code = await runAround(sandbox, words, terminal.variables, forward.to)
      .catch((error: Error) => {
        if (!(error instanceof NotStarted)) throw error
        warn(error.message)
        return error.exitCode
      })
      .finally(() => {
        forward.end()
        return sandbox.close()
      })
    const report = sandbox.context.coverage.report(ALL_COMPANIES)
    const write = () => {
      if (typeof file === 'string') writeReport(file, `${JSON.stringify(report)}\n`, 'coverage')
    }
    if (code === 0) {
      write()
      // The sandbox is gone by now, and with it what it has counted.
      const remedy =
        typeof file === 'string'
          ? `flip-sandbox coverage --merge ${file} lists what never was`
          : 'add --coverage <file> to see what never was'
      return failUnder(least, report, invocation, remedy)
    }
    for (const line of refusals(sandbox.context.requests.newestFirst())) warn(line)
    try {
      write()
    } catch (error) {
      warn((error as Error).message)
    }
    throw new ExitCode(code)
  },
}

/** The last calls that were refused, oldest first. */
function refusals(calls: readonly LoggedFacts[]): string[] {
  const refused = calls.filter(({ status }) => status !== null && status >= 400)
  if (refused.length === 0) return []
  const lines = refused
    .slice(0, SHOWN)
    .reverse()
    .map(({ method, path, status, hint }) => `${method} ${path} → ${status}: ${hint}`)
  return [`${counted(refused.length, 'call')} refused; the last of them:`, ...lines]
}

/**
 * Sends this process's signals on to the command. Ctrl-C is not sent on: the terminal gives it to both, and the command
 * decides what to do. A signal that came before the command is sent to it once it is there.
 */
function forwardSignals(): { to: (child: ChildProcess) => void; end: () => void } {
  const onTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY)
  let child: ChildProcess | undefined
  let early: NodeJS.Signals | undefined
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = () => {
      if (child === undefined) early = signal
      else if (signal !== 'SIGINT' || !onTerminal) child.kill(signal)
    }
    process.on(signal, listener)
    return [signal, listener] as const
  })
  return {
    to: (started) => {
      child = started
      if (early !== undefined) child.kill(early)
    },
    end: () => {
      for (const [signal, listener] of listeners) process.off(signal, listener)
    },
  }
}
