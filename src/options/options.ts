import { ErrorNamingOptions } from '../lib/option-names.js'
import { MONEY_OPTIONS } from './money-options.js'
import { option } from './option.js'
import type { SandboxOptions } from './sandbox-options.js'
import {
  choice,
  duration,
  httpUrl,
  listed,
  origin,
  publicUrl,
  secret,
  some,
  wholeNumber,
} from './values.js'

export { flagOf } from '../lib/option-names.js'
export type { SandboxOptions } from './sandbox-options.js'

/** The key of the guide's own example, so that its header line works as printed. */
export const GUIDE_KEY =
  'JDJ5JDEzJDBkRTB6T2tBdk8uQWcvRDU2TTY0TmVQd0NrNC5POVF5elZuQnpJUTJvdWc4a2t0Tm44RnlT'

/** The validation token of callbacks, unless another one is given. */
export const DEVELOPMENT_TOKEN = 'sandbox-validation-token'

/** An option has a value that cannot be used. The message says which option, and what to write. */
export class OptionError extends ErrorNamingOptions {}

/** All options. Flags, variables, the config file, `--help` and docs/options.md are made from this table. */
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
    value: 'localhost',
    takes: '<address>',
    about: 'address to listen on; localhost is both 127.0.0.1 and ::1',
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
    takes: '<scenario>',
    about: 'scenario of agents that match no other one',
    parse: some,
  }),
  option({
    key: 'magic_numbers',
    value: 'on',
    takes: 'on|off',
    about: 'whether the end of an identity number, or a picture, can choose a shipped scenario',
    parse: choice(['on', 'off']),
  }),
  option({
    key: 'max_repairs',
    value: 3,
    takes: '<number>',
    about: 'accepted repairs per agent before 4011',
    parse: wholeNumber(0, 1000),
  }),
  ...MONEY_OPTIONS,
  option({
    key: 'import',
    value: null,
    takes: '<file>',
    about: 'an exported state to begin with, when the state is empty',
    parse: some,
  }),
  option({
    key: 'seed',
    value: null,
    takes: '<file>',
    about: 'agents to begin with, when the state is empty; what they leave out is sample data',
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
    key: 'fidelity',
    value: null,
    takes: '<file>',
    about: 'a report that parity has written, to show what was observed at Flip',
    parse: some,
  }),
  option({
    key: 'request_id',
    value: 'strict',
    takes: 'strict|lenient',
    about: 'whether a Request-ID must be bigflip-<uuid>, or bigflip- and anything',
    parse: choice(['strict', 'lenient']),
  }),
  option({
    key: 'reason_code_type',
    value: 'documented',
    takes: 'documented|integer|string',
    about: 'type of rejected_reason_code in callbacks',
    parse: choice(['documented', 'integer', 'string']),
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
    key: 'cors_origins',
    value: [],
    takes: '<origins>',
    about: 'web origins whose pages may call the emulated API, separated by commas; * for all',
    default: 'none: Flip answers no preflight',
    parse: (text) => listed(text).map((one) => (one === '*' ? one : origin(one))),
  }),
  option({
    key: 'public_url',
    value: null,
    takes: '<url>',
    about: 'what image_url and the like begin with, behind a proxy',
    default: 'what the client called',
    parse: publicUrl,
  }),
  option({
    key: 'intercept',
    value: 'off',
    takes: '[on|off]',
    bare: 'on',
    about: 'on the same port, a proxy for https://bigflip.id and https://api.flip.id',
    parse: choice(['on', 'off']),
  }),
  option({
    key: 'https_port',
    value: null,
    takes: '<number>',
    about: 'port that speaks TLS, for host aliases; 0 takes a free one',
    default: 'none',
    parse: wholeNumber(0, 65_535),
  }),
  option({
    key: 'ca',
    value: '.flip-sandbox/ca',
    takes: '<folder>',
    about: 'folder of the local certificate authority, made when it is first needed',
    parse: some,
  }),
  option({
    key: 'allowed_hosts',
    value: [],
    takes: '<names>',
    about: 'further Host names to answer the control API under, separated by commas',
    default: 'none beyond IP addresses and local names',
    parse: (text) => listed(text).map((name) => name.toLowerCase()),
  }),
  option({
    key: 'allowed_origins',
    value: [],
    takes: '<origins>',
    about: 'web origins that may call the control API, separated by commas',
    default: 'none beyond its own',
    parse: (text) => listed(text).map(origin),
  }),
  option({
    key: 'log',
    value: 'json',
    takes: 'pretty|json|silent',
    about: 'one line a request, on standard error',
    default: 'pretty on a terminal, json otherwise',
    parse: choice(['pretty', 'json', 'silent']),
  }),
] as const

export const DEFAULT_OPTIONS = Object.fromEntries(
  OPTIONS.map(({ key, value }) => [key, value]),
) as unknown as SandboxOptions

export const VARIABLE_PREFIX = 'FLIP_SANDBOX_'

export function variableOf(key: string): string {
  return VARIABLE_PREFIX + key.toUpperCase()
}

/** Parses an option's text. @param name the option as the user wrote it, for the message @throws {OptionError} */
export function parseOption(option: (typeof OPTIONS)[number], text: string, name: string): unknown {
  try {
    return option.parse(text)
  } catch (error) {
    throw new OptionError(`${name} must be ${(error as Error).message}.`)
  }
}
