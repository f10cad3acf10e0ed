import type { Page } from '../client.js'
import type { Command, Invocation } from './command.js'
import { COMMON_FLAGS } from './read-flags.js'
import { type Colour, painter, table } from './table.js'

type Column<T> = readonly [
  title: string,
  cell: (thing: T) => string,
  colour?: (cell: string) => Colour | undefined,
]

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
  const [head = '', ...lines] = table([titles, ...rows], (cell, index) => {
    const colour = columns[index]?.[2]?.(cell)
    return colour === undefined ? cell : paint(colour, cell)
  })
  terminal.print(paint('bold', head))
  for (const line of lines) terminal.print(line)
  if (page.next !== null) terminal.print(`… and ${page.total - page.items.length} more.`)
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

/** `goesWith` of a command whose flags choose what its list has, and which does other things by words. */
export const ofList: NonNullable<Command['goesWith']> = (_flag, words) =>
  words.length === 0 ? null : ''
