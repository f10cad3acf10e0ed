import { parseArgs } from 'node:util'
import { nearest } from '../lib/nearest.js'
import { type Command, UsageError } from './command.js'
import { startsSandbox } from './start-options.js'

/** Flags that every command takes, but for `--url` where it starts a sandbox. */
const COMMON = {
  url: { type: 'string' },
  'control-token': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

export const COMMON_FLAGS: readonly string[] = Object.keys(COMMON)

export interface ReadFlags {
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly words: readonly string[]
}

/** Reads the flags and words of a command line. @throws {UsageError} with the flag and how to write it */
export function readFlags(command: Command, args: readonly string[]): ReadFlags {
  const own = Object.entries(command.flags ?? {}).map(
    ([flag, [takes]]) => [flag, { type: takes === '' ? 'boolean' : 'string' }] as const,
  )
  const options: Readonly<Record<string, { type: 'string' | 'boolean' }>> = {
    ...COMMON,
    ...Object.fromEntries(own),
  }
  const terminator = args.indexOf('--')
  const end = terminator === -1 ? args.length : terminator
  const { tokens, values, positionals } = parseArgs({
    args: args.map((arg, index) => (index < end ? withValue(command, arg, args[index + 1]) : arg)),
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const type = options[name]?.type
    if (type === undefined)
      throw unknown(command, rawName, args[token.index] as string, Object.keys(options))
    if (name === 'url' && startsSandbox(command))
      throw new UsageError(
        `--url names a sandbox that runs, and "${command.name}" starts one; leave it out.`,
      )
    if (type === 'boolean' && value !== undefined)
      throw new UsageError(`--${name} takes no value; write --${name} alone.`)
    // A value that looks like a flag counts as one, unless it comes after an equals sign.
    if (type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-')))) {
      const [takes] = command.flags?.[name] ?? ['<value>']
      throw new UsageError(
        `--${name} needs a value: --${name} ${takes}; one that begins with a dash is written --${name}=-…`,
      )
    }
  }
  return { flags: values as ReadFlags['flags'], words: positionals }
}

/** A flag that may stand alone gets the value that it then has; anything else stays as it is. */
function withValue({ flags }: Command, arg: string, next: string | undefined): string {
  const bare = arg.startsWith('--') ? flags?.[arg.slice(2)]?.[2] : undefined
  return bare !== undefined && (next === undefined || next.startsWith('-')) ? `${arg}=${bare}` : arg
}

function unknown(
  command: Command,
  flag: string,
  word: string,
  known: readonly string[],
): UsageError {
  if (/^-\d/.test(word))
    return new UsageError(
      `${word} is negative, and nothing that "${command.name}" takes can be; write it without the dash.`,
    )
  const near = flag.startsWith('--') ? nearest(flag.slice(2), known) : null
  const remedy =
    near === null
      ? `flip-sandbox ${command.name} --help lists its flags.`
      : `did you mean --${near}?`
  return new UsageError(`There is no flag ${flag} for "${command.name}"; ${remedy}`)
}
