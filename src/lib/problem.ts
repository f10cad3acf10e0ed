import { nearest } from './nearest.js'
import { Check } from './typebox.js'

/** What is wrong with a value. `path` says where, such as `agents[3].check.due`; `''` means the whole value. */
export type Problem =
  | { readonly kind: 'missing' | 'wrong'; readonly path: string; readonly mustBe: string }
  | {
      readonly kind: 'unknown'
      readonly path: string
      readonly key: string
      /** The keys that may be there; null where the keys have no names of their own. */
      readonly known: readonly string[] | null
    }
  | { readonly kind: 'rule'; readonly path: string; readonly says: string }

/** The keywords that are used here. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Rule[]
  readonly mustBe?: string
}

interface Rule extends Schema {
  readonly says: string | ((value: never) => string)
  readonly at?: string
}

type Fields = Readonly<Record<string, unknown>>

/** How many characters of a sent name a message repeats. */
const LONGEST_NAME = 60

/** The first problem of a value that is known to have one. */
export function findProblem(definition: object, value: unknown, path: string): Problem {
  const schema = definition as Schema
  const inside = isRecord(value)
    ? inRecord(schema, value, path)
    : Array.isArray(value)
      ? inList(schema, value, path)
      : null
  return inside ?? { kind: 'wrong', path, mustBe: mustBe(schema) }
}

function inRecord(schema: Schema, value: Fields, path: string): Problem | null {
  if (schema.anyOf !== undefined && schema.properties === undefined) {
    const branch = nearestBranch(schema.anyOf, value)
    return branch === undefined ? null : findProblem(branch, value, path)
  }
  return inProperties(schema, value, path) ?? brokenRule(schema, value, path)
}

/** The branch whose constants the value has; else the first one for objects. */
function nearestBranch(branches: readonly Schema[], value: Fields): Schema | undefined {
  const objects = branches.filter(({ properties }) => properties !== undefined)
  const hasItsConstants = ({ properties }: Schema) =>
    Object.entries(properties as object).every(
      ([key, { const: word }]) => word === undefined || word === value[key],
    )
  return objects.find(hasItsConstants) ?? objects[0]
}

function inProperties(schema: Schema, value: Fields, path: string): Problem | null {
  const { properties = {}, required = [], additionalProperties: others } = schema
  const known = Object.keys(properties)
  if (others === false) {
    const key = Object.keys(value).find((one) => !known.includes(one))
    if (key !== undefined) return { kind: 'unknown', path, key: shortened(key), known }
  }
  for (const [key, property] of Object.entries(properties)) {
    const place = path === '' ? key : `${path}.${key}`
    if (value[key] === undefined) {
      if (required.includes(key)) return { kind: 'missing', path: place, mustBe: mustBe(property) }
    } else if (!fits(property, value[key])) return findProblem(property, value[key], place)
  }
  return typeof others === 'object' ? inEach(others, schema.propertyNames, value, path) : null
}

/** The problem of an object that has nothing but such entries: it lies in one of them. */
function inEach(each: Schema, names: Schema = {}, value: Fields, path: string): Problem {
  const entries = Object.entries(value)
  const key = entries.find(
    ([name, item]) => !(fits(names, name) && fits(each, item)),
  )?.[0] as string
  return fits(names, key)
    ? findProblem(each, value[key], path === '' ? shortened(key) : `${path}.${shortened(key)}`)
    : { kind: 'unknown', path, key: shortened(key), known: null }
}

function inList({ items }: Schema, value: readonly unknown[], path: string): Problem | null {
  if (items === undefined) return null
  const index = value.findIndex((item) => !fits(items, item))
  return index === -1 ? null : findProblem(items, value[index], `${path}[${index}]`)
}

function brokenRule({ allOf = [] }: Schema, value: Fields, path: string): Problem | null {
  const rule = allOf.find((one) => !fits(one, value))
  if (rule === undefined) return null
  const { at, says } = rule
  const place = at === undefined ? path : path === '' ? at : `${path}.${at}`
  return {
    kind: 'rule',
    path: place,
    says: typeof says === 'string' ? says : says(value as never),
  }
}

/** What a value must be, in the schema's words, or else by its keywords. */
function mustBe(schema: Schema): string {
  const { type, anyOf, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema
  const other = anyOf?.find((branch) => branch.type !== 'null')
  if (other !== undefined) return `${mustBe(other)}${orNull(anyOf as readonly Schema[])}`
  const words = schema.const === undefined ? schema.enum : [schema.const]
  const named = words?.filter((word) => word !== null)
  if (schema.mustBe !== undefined) return `${schema.mustBe}${orNull(schema)}`
  if (named !== undefined) return `one of: ${named.join(', ')}${orNull(schema)}`
  switch ([type].flat()[0]) {
    case 'integer':
      return `a whole number from ${minimum} to ${maximum}${orNull(schema)}`
    case 'number':
      return `a number from ${minimum} to ${maximum}${orNull(schema)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return 'a list'
    case 'object':
      return 'a JSON object'
    default:
      return `${text(schema)}${orNull(schema)}`
  }
}

function text({ minLength, maxLength }: Schema): string {
  if (minLength === undefined) return 'a text'
  return maxLength === undefined
    ? 'a text that is not empty'
    : `a text of ${minLength} to ${maxLength} characters`
}

function orNull(schema: Schema | readonly Schema[]): string {
  const types = [schema].flat().flatMap(({ type }: Schema) => type)
  return types.includes('null') ? ', or null' : ''
}

function fits(schema: Schema, value: unknown): boolean {
  return Check(schema, value)
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A problem as a sentence, without the full stop.
 * @param whole what to call the whole value, such as `the scenario`
 */
export function sentence(problem: Problem, whole: string): string {
  const place = problem.path === '' ? whole : `"${problem.path}"`
  switch (problem.kind) {
    case 'missing':
      return `${place} is missing; it must be ${problem.mustBe}`
    case 'wrong':
      return `${place} must be ${problem.mustBe}`
    case 'unknown':
      return `${place} has an unknown key "${problem.key}"; ${instead(problem)}`
    case 'rule':
      return `${place} ${problem.says}`
  }
}

/** The same problem, when the value is a part of another one, such as `agents[3]`. */
export function within<F extends Problem>(place: string, problem: F): F {
  return { ...problem, path: problem.path === '' ? place : `${place}.${problem.path}` }
}

/** "did you mean …?", or what to do when there is no similar key. */
export function instead({ key, known }: Extract<Problem, { kind: 'unknown' }>): string {
  if (known === null) return 'leave it out'
  if (known.length === 0) return 'it takes none'
  const near = nearest(key, known)
  return near === null ? `it takes ${known.join(', ')}` : `did you mean "${near}"?`
}
