import { didYouMean } from '../lib/nearest.js'
import {
  flagOf,
  OPTIONS,
  OptionError,
  parseOption,
  type SandboxOptions,
  VARIABLE_PREFIX,
  variableOf,
} from './options.js'
import { readValue } from './read-value.js'

/** Variables that are not options of `start`: `url` is for the other commands, `config` names the config file. */
const OTHER_VARIABLES = [variableOf('url'), variableOf('config')]

/**
 * The options that environment variables give.
 * @param warn gets a sentence for each variable that is ignored because a container platform set it
 * @throws {OptionError}
 */
export function optionsFromVariables(
  variables: Readonly<Record<string, string | undefined>>,
  warn: (sentence: string) => void,
): Partial<SandboxOptions> {
  const known = OPTIONS.map(({ key }) => variableOf(key))
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(variables)) {
    // An empty variable counts as not set: compose makes one from ${NAME:-}.
    if (!name.startsWith(VARIABLE_PREFIX) || !value || OTHER_VARIABLES.includes(name)) continue
    if (isInjected(name, value)) {
      warn(`${name} looks like a container platform's own variable and is ignored.`)
      continue
    }
    const option = OPTIONS.find(({ key }) => variableOf(key) === name)
    if (option === undefined) {
      throw new OptionError(
        `There is no variable ${name}; ${didYouMean(name, known)}docs/options.md lists them.`,
      )
    }
    given[option.key] = parseOption(option, value, name)
  }
  return given
}

/** Whether Kubernetes or a Docker link sets this variable for a service whose name begins with ours. */
function isInjected(name: string, value: string): boolean {
  const rest = name.slice(VARIABLE_PREFIX.length)
  return (
    /(^|_)SERVICE_(HOST|PORT)(_|$)/.test(rest) ||
    /(^|_)PORT_\d+_(TCP|UDP|SCTP)(_|$)/.test(rest) ||
    /^ENV_/.test(rest) ||
    (/(^|_)NAME$/.test(rest) && value.startsWith('/')) ||
    (/(^|_)PORT$/.test(rest) && /^(tcp|udp|sctp):\/\//.test(value))
  )
}

/** The options that a config file gives. Its keys are named like the flags, with hyphens or underscores. @throws {OptionError} */
export function optionsFromConfig(document: unknown, file: string): Partial<SandboxOptions> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new OptionError(`${file} must hold a JSON object of options, such as {"port": 4011}.`)
  }
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(document)) {
    if (name === '$schema') continue
    // Agents to begin with may stand in the file itself.
    if (name === 'agents') {
      given['seed'] ??= file
      continue
    }
    const option = OPTIONS.find(({ key }) => key === name.replaceAll('-', '_'))
    if (option === undefined) {
      const known = [...OPTIONS.map(({ key }) => key), 'agents']
      throw new OptionError(
        `${file} has an unknown key "${name}"; ${didYouMean(name, known)}docs/options.md lists them.`,
      )
    }
    const read = readValue(option, value, `"${name}" in ${file}`)
    if (read !== undefined) given[option.key] = read
  }
  return given
}

/** The options that flags give. @throws {OptionError} */
export function optionsFromFlags(
  flags: Readonly<Record<string, unknown>>,
): Partial<SandboxOptions> {
  const given: Record<string, unknown> = {}
  for (const option of OPTIONS) {
    const flag = flagOf(option.key)
    const value = flags[flag.slice(2)]
    if (typeof value === 'string') given[option.key] = parseOption(option, value, flag)
  }
  return given
}
