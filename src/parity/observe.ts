import type { Answer } from './answer.js'
import { at, kinds, placeholdersFor, shape } from './json.js'
import { withoutKey } from './masks.js'
import type { Names } from './placeholders.js'

/** One thing that was compared for a rule, as it was seen at one of the two. */
export interface Observation {
  readonly rule: string
  /** The aspect as the probe names it, such as `value kyc_status`. */
  readonly aspect: string
  readonly seen: string
}

/** Characters of what was seen that are kept. */
const LONGEST = 4000

/** What a probe can compare: the word before the first blank, and what to do with the rest. */
const ASPECTS: Readonly<Record<string, (answer: Answer, rest: string, names: Names) => string>> = {
  status: ({ status }) => String(status),
  header: ({ headers }, name) => headers.get(name) ?? 'absent',
  keys: ({ body }, path) => shape(at(body, path)),
  types: ({ body }, path) => kinds(at(body, path)),
  value: ({ body }, path, names) =>
    text(placeholdersFor(at(body, path), names, path.split('.').at(-1))),
  count: ({ body }, path) => countOf(at(body, path)),
  zone: ({ body }, rest, names) => zoneOf(body, rest, names),
  error: ({ body }, attribute) => codeOf(body, attribute),
  errors: ({ body }) => errorsOf(body),
}

export const ASPECT_WORDS: readonly string[] = Object.keys(ASPECTS)

/** What an answer shows of each aspect that a call compares. */
export function observe(
  answer: Answer,
  proves: Readonly<Record<string, readonly string[]>>,
  names: Names,
  key: string,
): Observation[] {
  return Object.entries(proves).flatMap(([rule, aspects]) =>
    aspects.map((aspect) => ({ rule, aspect, seen: see(answer, aspect, names, key) })),
  )
}

/** The first thing that an answer must show and does not; null when it shows all. */
export function unmet(
  answer: Answer,
  must: Readonly<Record<string, string>>,
  names: Names,
  key: string,
): string | null {
  for (const [aspect, wanted] of Object.entries(must)) {
    const seen = see(answer, aspect, names, key)
    if (seen !== wanted && seen !== text(wanted)) return `${aspect} was ${seen}, not ${wanted}`
  }
  return null
}

function see(answer: Answer, aspect: string, names: Names, key: string): string {
  const [word, rest = ''] = aspect.split(/ (.*)/s) as [string, string?]
  const look = ASPECTS[word] as (answer: Answer, rest: string, names: Names) => string
  if (answer.body === undefined && !['status', 'header'].includes(word)) return 'no JSON'
  return withoutKey(look(answer, rest, names), key).slice(0, LONGEST)
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'absent'
}

function countOf(value: unknown): string {
  return Array.isArray(value) ? String(value.length) : 'no list'
}

/** The codes that the agents host lists for one attribute. */
function codeOf(body: unknown, attribute: string): string {
  const errors = at(body, 'errors')
  if (!Array.isArray(errors)) return 'no list of errors'
  const own = errors.filter((error) => at(error, 'attribute') === attribute)
  return own.map((error) => at(error, 'code')).join(' and ') || 'none'
}

/** Every error of either host: attribute and code, in their order. */
function errorsOf(body: unknown): string {
  const errors = at(body, 'errors')
  if (!Array.isArray(errors)) return 'no list of errors'
  return errors
    .map((error) => [at(error, 'attribute'), at(error, 'code')].join(' ').trim())
    .join(', ')
}

/** How many hours a time is ahead of UTC, by what this machine's clock showed when its agent was made. */
function zoneOf(body: unknown, rest: string, names: Names): string {
  const [path, agent] = rest.split(' of ') as [string, string]
  const time = String(at(body, path)).slice(0, 19).replace(' ', 'T')
  const ahead = Date.parse(`${time}Z`) - Number(names.get(madeAt(agent)))
  return Number.isNaN(ahead) ? 'no time' : `${Math.round(ahead / 3_600_000)} hours ahead of UTC`
}

/** The name under which it is kept when the agent of this name was made. */
export function madeAt(agent: string): string {
  return `${agent}.made_at`
}
