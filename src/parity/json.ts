import type { Names } from './placeholders.js'

type Entry = Readonly<Record<string, unknown>>

/** Keys whose numbers the two count by themselves. */
const COUNTED = new Set(['id', 'company_id', 'agent_id', 'user_id'])

/** Characters of a value that is looked for inside a text. */
const SHORTEST = 8

/**
 * The part of a JSON value at a path such as `errors.0.code`, or `countries.id=1.name`, where `id=1` finds the entry of
 * a list. `''` is the whole.
 */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value
  return path.split('.').reduce<unknown>((part, step) => {
    const [key, wanted] = step.split('=') as [string, string?]
    if (wanted !== undefined)
      return Array.isArray(part)
        ? part.find((entry) => String(at(entry, key)) === wanted)
        : undefined
    return typeof part === 'object' && part !== null ? (part as Entry)[key] : undefined
  }, value)
}

/** The names of all keys in their order; of a list those of its entries, each shape once. */
export function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shape))].join(' | ')}]`
  if (typeof value !== 'object' || value === null) return ''
  const keys = Object.entries(value).map(([key, part]) => key + shape(part))
  return `{${keys.join(', ')}}`
}

/** The kind of every value by its key; of a list those of its entries, each once. */
export function kinds(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(kinds))].join(' | ')}]`
  if (value === null) return 'null'
  if (typeof value !== 'object') return kindOf(value)
  // Sorted, so that the order of keys is another matter.
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, part]) => `${key}: ${kinds(part)}`).join(', ')}}`
}

function kindOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value !== 'string') return typeof value
  if (isTime(value)) return `time ${timeFormat(value)}`
  if (isUrl(value)) return 'url'
  return value === '' ? 'empty text' : 'text'
}

/**
 * The same value with placeholders for what differs from one to the other: ids, people's numbers, times, URLs.
 * @param key under which the value lies
 */
export function placeholdersFor(value: unknown, names: Names, key = ''): unknown {
  if (Array.isArray(value)) return value.map((entry) => placeholdersFor(entry, names, key))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, placeholdersFor(part, names, name)]),
    )
  if (COUNTED.has(key) && value !== null)
    return `{${nameOf(String(value), names) ?? 'id'}: ${typeof value}}`
  if (typeof value !== 'string') return value
  if (isTime(value)) return timeFormat(value)
  return isUrl(value) && !known(value, names) ? '{url}' : named(value, names)
}

function nameOf(value: string, names: Names): string | undefined {
  return [...names].find(([, known]) => known === value)?.[0]
}

const known = (value: string, names: Names) => nameOf(value, names) !== undefined
const isUrl = (value: string) => /^https?:\/\//.test(value)

/** The text with the names of the values in it. Short ones may be there by chance. */
function named(value: string, names: Names): string {
  let text = value
  for (const [name, known] of names)
    if (known.length >= SHORTEST) text = text.replaceAll(known, `{${name}}`)
  return text
}

function isTime(text: string): boolean {
  return /^\d{2,4}-\d{2}-\d{2,4}[ T]\d{2}:\d{2}/.test(text)
}

/** A time with every digit as 9, but for its zone. */
function timeFormat(text: string): string {
  const [, time = text, zone = ''] = /^(.*?)([+-]\d{2}:?\d{2})$/.exec(text) ?? []
  return time.replace(/\d/g, '9') + zone
}
