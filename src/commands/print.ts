import type { Page } from '../client.js'
import { nearest } from '../lib/nearest.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { COMMON_FLAGS } from './read-flags.js'
import { type Paint, painter, table } from './table.js'

type Column<T> = readonly [title: string, cell: (thing: T) => string]

/** Prints a list as a table, or as JSON. @param none what to say where the list is empty */
export function printList<T>(
  { terminal, json }: Invocation,
  page: Page<T>,
  none: string,
  columns: readonly Column<T>[],
): void {
  if (json || page.items.length === 0) {
    terminal.print(json ? JSON.stringify(page) : none)
    return
  }
  const titles = columns.map(([title]) => title)
  const rows = page.items.map((item) => columns.map(([, cell]) => cell(item)))
  const paint = painter(terminal.colour)
  const [head = '', ...lines] = table([titles, ...rows])
  terminal.print(paint('bold', head))
  for (const line of lines) terminal.print(coloured(line, paint))
  if (page.next !== null) terminal.print(`… and ${page.total - page.items.length} more.`)
}

/** Words that a reader looks for, whole, and their colours. */
const LOOKED_FOR = [
  [/(?<!\S)(APPROVED|DONE|SUCCESS|OPERATIONAL|delivered)(?!\S)/, 'green'],
  [
    /(?<!\S)(REJECTED|CANCELLED|(UPLOAD_IDENTITY(_SELFIE)?_)?FAILED|HEAVILY_DISTURBED|CLOSED|failed)(?!\S)/,
    'red',
  ],
  [/(?<!\S)(PENDING|SUSPICIOUS|NEED_TO_CHECK|HELP|DISTURBED|scheduled)(?!\S)/, 'yellow'],
] as const

/** A table's line with its status in colour. */
function coloured(line: string, paint: Paint): string {
  const found = LOOKED_FOR.find(([words]) => words.test(line))
  return found === undefined ? line : line.replace(found[0], (word) => paint(found[1], word))
}

/** Prints one thing as lines, or as JSON. */
export function printThing<T>(
  { terminal, json }: Invocation,
  thing: T,
  describe: (thing: T) => readonly string[],
): void {
  if (json) terminal.print(JSON.stringify(thing))
  else for (const line of describe(thing)) terminal.print(line)
}

/** What to say of an empty list of which flags may have left something out. @param what such as `agents` */
export function noneOf({ flags }: Invocation, what: string): string {
  const all = Object.keys(flags).every((flag) => COMMON_FLAGS.includes(flag))
  return all ? `No ${what} yet.` : `No such ${what}.`
}

/** The flag that limits a command to one company. */
export const COMPANY_FLAG = { company: ['<id>', 'only of this company (all)'] } as const

/** `goesWith` of a command whose flags choose what its list has, and which does other things by words. */
export const ofList: NonNullable<Command['goesWith']> = (_flag, words) =>
  words.length === 0 ? null : ''

/** The company that the flag names; all companies without it. */
export function scopeOf({ flags: { company } }: Pick<Invocation, 'flags'>): {
  readonly companyId?: number
} {
  return typeof company === 'string' ? { companyId: idOf(company) } : {}
}

/** The id of a transfer, which has more digits than a number can hold. @throws {UsageError} */
export function transferId(word: string): string {
  if (/^\d{1,19}$/.test(word)) return word
  throw new UsageError(`"${word}" is not the id of a transfer; that has digits alone.`)
}

export function idOf(word: string): number {
  if (/^\d{1,15}$/.test(word)) return Number(word)
  if (/^\d+$/.test(word))
    throw new UsageError(
      `"${word}" is too long for this id; that of a transfer goes with flip-sandbox disbursements.`,
    )
  throw new UsageError(`"${word}" is not an id; an id is a whole number.`)
}

type Flags = Invocation['flags']

/** The number that a flag gives; undefined without it. @throws {UsageError} */
export function numberOf(flags: Flags, name: string): number | undefined {
  const text = flags[name]
  if (text === undefined) return undefined
  if (typeof text === 'string' && /^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new UsageError(`--${name} must be a number, and ${text} is none.`)
}

/** The word that a flag gives, in any case; undefined without it. @throws {UsageError} */
export function wordOf<W extends string>(
  flags: Flags,
  name: string,
  words: readonly W[],
): W | undefined {
  const text = flags[name]
  if (text === undefined) return undefined
  const found = words.find((word) => word.toLowerCase() === String(text).toLowerCase())
  if (found !== undefined) return found
  throw new UsageError(`--${name} cannot be ${text}; ${oneOf(String(text), words)}`)
}

/** What to write instead of an unknown word. */
export function oneOf(word: string, words: readonly string[]): string {
  const near = nearest(word, words)
  return `${near === null ? '' : `did you mean ${near}? `}write one of: ${words.join(', ')}.`
}
