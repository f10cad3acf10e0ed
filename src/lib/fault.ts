import type { Definition } from './definition.js'
import { nearest } from './nearest.js'
import { Check } from './typebox.js'

/** What is wrong with a value. `path` says where, such as `agents[3].check.due`; `''` is the whole. */
export type Fault =
  | { readonly kind: 'missing' | 'wrong'; readonly path: string; readonly mustBe: string }
  | {
      readonly kind: 'unknown'
      readonly path: string
      readonly key: string
      /** The known key that is nearest; null where no key is known at all, `''` where none was looked for. */
      readonly near: string | null
    }
  | { readonly kind: 'rule'; readonly path: string; readonly says: string }

/** The keywords that are looked at here. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
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

/** So much of a name that somebody sent is repeated in a message; of a longer one no near word is looked for. */
const LONGEST_NAME = 60

/** The first fault of a value that is known not to be as its definition says. */
export function findFault(definition: Definition, value: unknown, path: string): Fault {
  const schema = definition as Schema
  const inside = isRecord(value)
    ? inRecord(schema, value, path)
    : Array.isArray(value)
      ? inList(schema, value, path)
      : null
  return inside ?? { kind: 'wrong', path, mustBe: mustBe(schema) }
}

function inRecord(schema: Schema, value: Fields, path: string): Fault | null {
  if (schema.anyOf !== undefined && schema.properties === undefined) {
    const branch = nearestBranch(schema.anyOf, value)
    return branch === undefined ? null : findFault(branch, value, path)
  }
  return inProperties(schema, value, path) ?? brokenRule(schema, value, path)
}

/** The branch whose fixed words the value has; else the first one for objects. */
function nearestBranch(branches: readonly Schema[], value: Fields): Schema | undefined {
  const objects = branches.filter(({ properties }) => properties !== undefined)
  const hasItsWords = ({ properties }: Schema) =>
    Object.entries(properties as object).every(
      ([key, { const: word }]) => word === undefined || word === value[key],
    )
  return objects.find(hasItsWords) ?? objects[0]
}

function inProperties(schema: Schema, value: Fields, path: string): Fault | null {
  const { properties = {}, required = [], additionalProperties: others } = schema
  const known = Object.keys(properties)
  if (others === false) {
    const key = Object.keys(value).find((one) => !known.includes(one))
    if (key !== undefined) return unknownKey(path, key, known)
  }
  for (const [key, property] of Object.entries(properties)) {
    const place = path === '' ? key : `${path}.${key}`
    if (value[key] === undefined) {
      if (required.includes(key)) return { kind: 'missing', path: place, mustBe: mustBe(property) }
    } else if (!fits(property, value[key])) return findFault(property, value[key], place)
  }
  return typeof others === 'object' ? inEach(others, schema.propertyNames, value, path) : null
}

function inEach(each: Schema, names: Schema = {}, value: Fields, path: string): Fault | null {
  for (const [key, item] of Object.entries(value)) {
    if (!fits(names, key)) return { kind: 'unknown', path, key: shortened(key), near: '' }
    const place = path === '' ? shortened(key) : `${path}.${shortened(key)}`
    if (!fits(each, item)) return findFault(each, item, place)
  }
  return null
}

function unknownKey(path: string, key: string, known: readonly string[]): Fault {
  const near = known.length === 0 ? null : key.length > LONGEST_NAME ? '' : nearest(key, known)
  return { kind: 'unknown', path, key: shortened(key), near }
}

function inList({ items }: Schema, value: readonly unknown[], path: string): Fault | null {
  if (items === undefined) return null
  const index = value.findIndex((item) => !fits(items, item))
  return index === -1 ? null : findFault(items, value[index], `${path}[${index}]`)
}

function brokenRule({ allOf = [] }: Schema, value: Fields, path: string): Fault | null {
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

/** What a value must be, from the schema's own keywords where it has no words for it. */
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
      return `a text${schema.minLength === undefined ? '' : ' that is not empty'}${orNull(schema)}`
  }
}

function orNull(schema: Schema | readonly Schema[]): string {
  const types = [schema].flat().flatMap(({ type }: Schema) => type)
  return types.includes('null') ? ', or null' : ''
}

function fits(schema: Schema, value: unknown): boolean {
  return Check(schema as Definition, value)
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A fault as a sentence without its full stop.
 * @param whole what to call the whole value, such as `the scenario`
 */
export function sentence(fault: Fault, whole: string): string {
  const place = fault.path === '' ? whole : `"${fault.path}"`
  switch (fault.kind) {
    case 'missing':
      return `${place} is missing; it must be ${fault.mustBe}`
    case 'wrong':
      return `${place} must be ${fault.mustBe}`
    case 'unknown':
      return `${place} has an unknown key "${fault.key}"${didYouMean(fault.near)}`
    case 'rule':
      return `${place} ${fault.says}`
  }
}

/** The same fault, of a value that lies in another one: at `agents[3]`, say. */
export function within<F extends Fault>(place: string, fault: F): F {
  return { ...fault, path: fault.path === '' ? place : `${place}.${fault.path}` }
}

/** The nearest known word as a question; where there is none, what to do. */
export function didYouMean(near: string | null): string {
  if (near === null) return '; it takes none'
  return near === '' ? '; leave it out' : `; did you mean "${near}"?`
}
