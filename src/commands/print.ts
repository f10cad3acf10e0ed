import type { Page } from '../client.js'
import { type Invocation, UsageError } from './command.js'
import { table } from './table.js'

type Column<T> = readonly [title: string, cell: (thing: T) => string]

/** Prints a list as a table, or as JSON. */
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
  for (const line of table([
    titles,
    ...page.items.map((item) => columns.map(([, cell]) => cell(item))),
  ])) {
    terminal.print(line)
  }
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

/** The flag that limits a command to one company. */
export const COMPANY_FLAG = { company: ['<id>', 'only of this company (all)'] } as const

/** The company that the flag names; all companies without it. */
export function scopeOf({ flags: { company } }: Invocation): { readonly companyId?: number } {
  return typeof company === 'string' ? { companyId: idOf(company) } : {}
}

export function idOf(word: string): number {
  if (/^\d{1,15}$/.test(word)) return Number(word)
  throw new UsageError(`"${word}" is not an id; an id is a whole number.`)
}
