import { parseDuration } from './duration.js'
import { type CompanySettings, isReceiverUrl } from './kyc/company.js'
import { assumed, documented, type FidelityRow } from './kyc/fidelity.js'
import { nearest } from './nearest.js'

/** The key of the guide's own example, so that its header line works as printed. */
export const GUIDE_KEY =
  'JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT'

/** The validation token of callbacks, unless another one is given. */
export const DEVELOPMENT_TOKEN = 'sandbox-validation-token'

/** Everything `start` can be told. */
export interface SandboxOptions extends CompanySettings {
  readonly port: number
  readonly host: string
  /** A file, or `memory`. */
  readonly state: string
  /** A file to begin with, when the state is empty. */
  readonly import: string | null
  /** A folder of the user's own scenarios. */
  readonly scenarios: string | null
  /** null: open on loopback; `none`: open everywhere. */
  readonly control_token: string | null
  readonly allowed_hosts: readonly string[]
  readonly allowed_origins: readonly string[]
  readonly log: 'pretty' | 'json' | 'silent'
}

/** An option that cannot be used as given; the message says which and what to write. */
export class OptionError extends Error {}

interface Option<K extends keyof SandboxOptions = keyof SandboxOptions> {
  readonly key: K
  readonly value: SandboxOptions[K]
  /** What stands behind the flag in the help, such as `<number>`. */
  readonly takes: string
  readonly about: string
  /** @throws {Error} whose message says what it must be */
  readonly parse: (text: string) => SandboxOptions[K]
  /** How the default reads in the help, where its value does not. */
  readonly default?: string
}

function option<K extends keyof SandboxOptions>(option: Option<K>): Option<K> {
  return option
}

/** The one table that feeds flags, variables, the config file, `--help` and the docs. */
export const OPTIONS = [
  option({
    key: 'port',
    value: 4010,
    takes: '<number>',
    about: 'port to listen on; 0 takes a free one and prints it',
    parse: wholeNumber(0, 65_535),
  }),
  option({
    key: 'host',
    value: '127.0.0.1',
    takes: '<address>',
    about: 'address to listen on',
    parse: some,
  }),
  option({
    key: 'state',
    value: '.flip-sandbox/state.json',
    takes: '<file>',
    about: 'file that keeps the state; memory keeps nothing',
    parse: some,
  }),
  option({
    key: 'secret_key',
    value: GUIDE_KEY,
    takes: '<key>',
    about: 'API secret key of company 1',
    default: "the guide's example key",
    parse: secret,
  }),
  option({
    key: 'validation_token',
    value: DEVELOPMENT_TOKEN,
    takes: '<token>',
    about: 'token that callbacks carry',
    default: 'a fixed development token, printed at start',
    parse: secret,
  }),
  option({
    key: 'callback_url',
    value: null,
    takes: '<url>',
    about: 'where callbacks go',
    default: "the sandbox's own inbox",
    parse: httpUrl,
  }),
  option({
    key: 'callback_delay',
    value: 0,
    takes: '<duration>',
    about: 'how long each check takes; status and callback change together at its end',
    parse: duration,
  }),
  option({
    key: 'scenario',
    value: 'approved',
    takes: '<name>',
    about: 'scenario of agents that nothing else claims',
    parse: some,
  }),
  option({
    key: 'magic_numbers',
    value: 'on',
    takes: 'on|off',
    about: 'whether the end of an identity number can choose a shipped scenario',
    parse: oneOf(['on', 'off']),
  }),
  option({
    key: 'max_repairs',
    value: 3,
    takes: '<number>',
    about: 'accepted repairs per agent before 4011',
    parse: wholeNumber(0, 1000),
  }),
  option({
    key: 'import',
    value: null,
    takes: '<file>',
    about: 'an exported state to begin with, when the state is empty',
    parse: some,
  }),
  option({
    key: 'scenarios',
    value: null,
    takes: '<folder>',
    about: 'folder of your own scenario files',
    parse: some,
  }),
  option({
    key: 'request_id',
    value: 'strict',
    takes: 'strict|lenient',
    about: 'whether a Request-ID must be bigflip-<uuid>, or bigflip- and anything',
    parse: oneOf(['strict', 'lenient']),
  }),
  option({
    key: 'reason_code_type',
    value: 'documented',
    takes: 'documented|integer|string',
    about: 'type of rejected_reason_code in callbacks',
    parse: oneOf(['documented', 'integer', 'string']),
  }),
  option({
    key: 'control_token',
    value: null,
    takes: '<token>|none',
    about: 'bearer token of the control API; needed where --host is not loopback, none opens it',
    default: 'open on loopback',
    parse: secret,
  }),
  option({
    key: 'allowed_hosts',
    value: [],
    takes: '<names>',
    about: 'further Host names to answer the control API under, separated by commas',
    default: 'none beyond IP addresses and local names',
    parse: (text) => list(text).map((name) => name.toLowerCase()),
  }),
  option({
    key: 'allowed_origins',
    value: [],
    takes: '<origins>',
    about: 'web origins that may call the control API, separated by commas',
    default: 'none beyond its own',
    parse: (text) => list(text).map(origin),
  }),
  option({
    key: 'log',
    value: 'json',
    takes: 'pretty|json|silent',
    about: 'one line a request, on standard error',
    default: 'pretty on a terminal, json otherwise',
    parse: oneOf(['pretty', 'json', 'silent']),
  }),
] as const

export const DEFAULT_OPTIONS = Object.fromEntries(
  OPTIONS.map(({ key, value }) => [key, value]),
) as unknown as SandboxOptions

export const VARIABLE_PREFIX = 'FLIP_SANDBOX_'

export function flagOf(key: string): string {
  return `--${key.replaceAll('_', '-')}`
}

export function variableOf(key: string): string {
  return VARIABLE_PREFIX + key.toUpperCase()
}

/** Variables that are no options of `start`: `url` belongs to the other commands, `config` is read first. */
const OTHER_VARIABLES = [variableOf('url'), variableOf('config')]

/**
 * The options that environment variables give.
 * @param warn is told what was passed over because a container platform put it there
 * @throws {OptionError}
 */
export function optionsFromVariables(
  variables: Readonly<Record<string, string | undefined>>,
  warn: (sentence: string) => void,
): Partial<SandboxOptions> {
  const known = OPTIONS.map(({ key }) => variableOf(key))
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(variables)) {
    // An empty one, as compose makes of ${NAME:-}, counts as not set.
    if (!name.startsWith(VARIABLE_PREFIX) || !value || OTHER_VARIABLES.includes(name)) continue
    if (isInjected(name, value)) {
      warn(`${name} looks like a container platform's own variable and is passed over.`)
      continue
    }
    const option = OPTIONS.find(({ key }) => variableOf(key) === name)
    if (option === undefined) {
      throw new OptionError(`There is no variable ${name}; did you mean ${nearest(name, known)}?`)
    }
    given[option.key] = parseOption(option, value, name)
  }
  return given
}

/** What Kubernetes and Docker links inject for a service of this name, or of one that begins so. */
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

/** The options that a config file gives, keys named like the flags or with underscores. @throws {OptionError} */
export function optionsFromConfig(document: unknown, file: string): Partial<SandboxOptions> {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new OptionError(`${file} must hold a JSON object of options, such as {"port": 4011}.`)
  }
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(document)) {
    if (name === '$schema') continue
    const option = OPTIONS.find(({ key }) => key === name.replaceAll('-', '_'))
    if (option === undefined) {
      const known = OPTIONS.map(({ key }) => key)
      throw new OptionError(
        `${file} has an unknown key "${name}"; did you mean "${nearest(name, known)}"?`,
      )
    }
    if (value === null && option.value === null) continue
    given[option.key] = parseOption(option, textOf(value), `"${name}" in ${file}`)
  }
  return given
}

/** A value of the config file as it would stand on the command line. */
function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  const values = Array.isArray(value) ? value : [value]
  const plain = values.every((one) => typeof one === 'string' || typeof one === 'number')
  return plain ? values.join(',') : ''
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

/** Reads one option's text. @param name how the user wrote it, for the message @throws {OptionError} */
export function parseOption(option: (typeof OPTIONS)[number], text: string, name: string): unknown {
  try {
    return option.parse(text)
  } catch (error) {
    throw new OptionError(`${name} must be ${(error as Error).message}.`)
  }
}

function some(text: string): string {
  if (text.trim() === '') throw new Error('a text that is not empty')
  return text
}

function secret(text: string): string {
  if (!/^[!-~]{1,300}$/.test(text) || text.includes(':')) {
    throw new Error('1 to 300 visible ASCII characters without a colon')
  }
  return text
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.origin === 'null' || url.pathname !== '/')
    throw new Error('origins such as http://localhost:3000, separated by commas')
  return url.origin
}

function duration(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds === null) throw new Error('a duration such as 250ms, 2s, 5m, 2h or 1d')
  return milliseconds
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new Error(`a whole number from ${least} to ${most}`)
    }
    return number
  }
}

function oneOf<T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const found = values.find((value) => value === text)
    if (found === undefined) throw new Error(`one of: ${values.join(', ')}`)
    return found
  }
}

function httpUrl(text: string): string | null {
  if (!isReceiverUrl(text)) throw new Error('an http or https URL without user name and password')
  return text
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '2',
    ['G'],
    "The header line of the guide works as printed: the key in it is the sandbox's default key.",
  ),
  assumed(
    '5',
    'A repair is refused with 4011 after 3 accepted ones, unless max_repairs says otherwise.',
  ),
]
