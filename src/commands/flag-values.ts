import { findWord } from '../lib/find-word.js'
import { nearest } from '../lib/nearest.js'
import { type Invocation, UsageError } from './command.js'

type Flags = Invocation['flags']

/** The flag that limits a command to one company. */
export const COMPANY_FLAG = { company: ['<id>', 'only of this company (all)'] } as const

/** The company that the flag names; all companies without it. */
export function scopeOf({ flags }: Pick<Invocation, 'flags'>): { readonly companyId?: number } {
  const company = textOf(flags, 'company')
  return company === undefined ? {} : { companyId: idOf(company) }
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

/** The number that a flag gives; undefined without it. @throws {UsageError} */
export function numberOf(flags: Flags, name: string): number | undefined {
  const text = textOf(flags, name)
  if (text === undefined) return undefined
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  throw new UsageError(`--${name} must be a number, and ${text} is none.`)
}

/** The text that a flag gives; undefined without it. */
export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name]
  return typeof value === 'string' ? value : undefined
}

/** The word that a flag gives; undefined without it. @throws {UsageError} */
export function wordOf<W extends string>(
  flags: Flags,
  name: string,
  words: readonly W[],
): W | undefined {
  const text = textOf(flags, name)
  return text === undefined ? undefined : wordIn(text, words, `--${name} cannot be ${text}`)
}

/**
 * The word that is meant, in upper or lower case, with - or _.
 * @param wrong how the message begins where it is none of them
 * @throws {UsageError} with the nearest word, and all of them
 */
export function wordIn<W extends string>(word: string, words: readonly W[], wrong: string): W {
  const found = findWord(word, words)
  if (found !== undefined) return found
  const written = words.map((one) => one.toLowerCase())
  const near = nearest(word, written)
  const meant = near === null ? '' : `did you mean ${near}? `
  throw new UsageError(`${wrong}; ${meant}write one of: ${written.join(', ')}.`)
}
