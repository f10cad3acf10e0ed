import { SandboxClient, SandboxError } from '../client.js'
import { didYouMean } from '../lib/nearest.js'
import { VERSION } from '../lib/version.js'
import { DEFAULT_OPTIONS, OptionError, variableOf } from '../options/options.js'
import { optionsFromVariables } from '../options/sources.js'
import { agents } from './agents.js'
import { balance } from './balance.js'
import { banks } from './banks.js'
import { ca } from './ca.js'
import { callbacks } from './callbacks.js'
import { clock } from './clock.js'
import { type Command, ExitCode, type Invocation, type Terminal, UsageError } from './command.js'
import { companies } from './companies.js'
import { completionOf } from './completion.js'
import { coverage } from './coverage.js'
import { create } from './create.js'
import { decide } from './decide.js'
import { disburse } from './disburse.js'
import { disbursements } from './disbursements.js'
import { drill } from './drill.js'
import { exportCommand } from './export.js'
import { faults } from './faults.js'
import { textOf } from './flag-values.js'
import { helpFor, overview } from './help.js'
import { importCommand } from './import.js'
import { inTerminal } from './in-terminal.js'
import { inquiries } from './inquiries.js'
import { maintenance } from './maintenance.js'
import { next } from './next.js'
import { parity } from './parity.js'
import { picture } from './picture.js'
import { readFlags } from './read-flags.js'
import { ready } from './ready.js'
import { requests } from './requests.js'
import { reset } from './reset.js'
import { run as runWithSandbox } from './run.js'
import { scenarios } from './scenarios.js'
import { start } from './start.js'
import { START_FLAGS } from './start-options.js'
import { standardTerminal } from './terminal.js'
import { tour } from './tour.js'
import { wait } from './wait.js'

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  start,
  runWithSandbox,
  tour,
  ready,
  create,
  agents,
  decide,
  wait,
  callbacks,
  disbursements,
  disburse,
  inquiries,
  balance,
  banks,
  scenarios,
  next,
  clock,
  requests,
  faults,
  maintenance,
  companies,
  reset,
  exportCommand,
  importCommand,
  coverage,
  picture,
  ca,
  drill,
  parity,
  completionOf(() => COMMANDS),
]

/**
 * Runs one command.
 * @param words the command line after the program's name
 * @returns the exit code: 0, 1 for a failure, 2 for wrong use
 */
export async function runCommand(
  words: readonly string[],
  terminal: Terminal = standardTerminal(),
): Promise<number> {
  try {
    await run(words, terminal)
    return 0
  } catch (error) {
    if (error instanceof ExitCode) return error.code
    terminal.complain(`flip-sandbox: ${sentence(error, words)}`)
    return isWrongUse(error) ? 2 : 1
  }
}

/** Whether the user gave the command (or, through it, the sandbox) something that it does not take. */
function isWrongUse(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    error instanceof OptionError ||
    (error instanceof SandboxError && (error.status === 400 || error.code === 'invalid_url'))
  )
}

async function run(words: readonly string[], terminal: Terminal): Promise<void> {
  const named = words[0] !== undefined && !words[0].startsWith('-')
  if (words[0] === 'version') return terminal.print(VERSION)
  if (words[0] === 'help') {
    const [about] = words.slice(1)
    return terminal.print(about === undefined ? overview(COMMANDS) : helpFor(commandNamed(about)))
  }
  const command = named ? commandNamed(words[0] as string) : start
  const { flags, words: rest } = readFlags(command, words.slice(named ? 1 : 0))
  if (flags['version'] === true) return terminal.print(VERSION)
  if (flags['help'] === true) return terminal.print(named ? helpFor(command) : overview(COMMANDS))
  const [least, most] = command.words
  if (rest.length < least || rest.length > most) {
    throw new UsageError(`Write it as: flip-sandbox ${command.usage}`)
  }
  refuseUselessFlags(command, flags, rest)
  await command.run({
    terminal,
    words: rest,
    flags,
    json: flags['json'] === true,
    // Made only when it is needed, because start does not talk to another sandbox.
    get client() {
      return clientOf(flags, terminal)
    },
  })
}

/** @throws {UsageError} for a flag that means nothing with these words */
function refuseUselessFlags(
  command: Command,
  flags: Invocation['flags'],
  words: readonly string[],
): void {
  for (const flag of Object.keys(command.flags ?? {}).filter((own) => own in flags)) {
    const other = command.goesWith?.(flag, words) ?? null
    if (other === null) continue
    const written = ['flip-sandbox', command.name, other, `--${flag}`, '…'].filter(Boolean)
    throw new UsageError(`--${flag} goes with ${other || 'the list alone'}: ${written.join(' ')}`)
  }
}

function clientOf(flags: Invocation['flags'], terminal: Terminal): SandboxClient {
  return new SandboxClient({
    url: urlOf(flags, terminal),
    controlToken: textOf(flags, 'control-token') ?? given('control_token', terminal),
  })
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name)
  if (command !== undefined) return command
  const names = COMMANDS.map((one) => one.name)
  throw new UsageError(
    `There is no command "${name}"; ${didYouMean(name, names)}flip-sandbox help lists them.`,
  )
}

/** The command that stands behind flags, where none stands first. */
function laterCommand(words: readonly string[]): string | undefined {
  if (!words[0]?.startsWith('-')) return undefined
  const isCommand = (word: string) => COMMANDS.some(({ name }) => name === word)
  const isFlag = (word = '') => word.startsWith('--') && word.slice(2) in START_FLAGS
  return words.find((word, index) => isCommand(word) && !isFlag(words[index - 1]))
}

/** The value of a variable; undefined when it is not set, or empty. */
function given(key: string, { variables }: Terminal): string | undefined {
  return variables[variableOf(key)] || undefined
}

function urlOf(flags: Invocation['flags'], terminal: Terminal): string {
  const url = textOf(flags, 'url') ?? given('url', terminal)
  if (url !== undefined) return url
  const name = variableOf('port')
  const { port } = optionsFromVariables({ [name]: terminal.variables[name] }, () => {})
  return `http://127.0.0.1:${port || DEFAULT_OPTIONS.port}`
}

/** The error as one sentence with what is wrong and what to do, for somebody at a terminal. */
function sentence(error: unknown, words: readonly string[]): string {
  const [name] = words
  const later = error instanceof UsageError && laterCommand(words)
  if (later) return `Write the command first: flip-sandbox ${later} …`
  const { code, message, cause, details } = error as SandboxError & { cause?: { code?: string } }
  if (!(error instanceof SandboxError)) return message
  const at = `at ${details['url']}`
  const why = cause?.code
  switch (code) {
    case 'no_answer':
      return `No sandbox answers ${at} (${why}). Start one with flip-sandbox start, or name another with --url, ${variableOf('url')} or ${variableOf('port')}.`
    case 'connection_lost':
      return `The sandbox ${at} closed the connection without an answer (${why}): it is being stopped, or has ended.`
    case 'invalid_url':
      return `${message} It comes from --url or ${variableOf('url')}.`
    default:
      return inTerminal(message, COMMANDS.find((command) => command.name === name)?.flags)
  }
}
