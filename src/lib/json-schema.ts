import type { Definition, Keywords } from './definition.js'

/** How to write definitions as JSON Schema. */
export interface Style {
  /** The definitions that others refer to, by name. */
  readonly named: ReadonlyMap<string, Definition>
  /** Where the definition of a name stands, such as `#/components/schemas/Id`. */
  readonly refer: (name: string) => string
  /**
   * Where enumerations say what their words mean: in `oneOf`, which editors show, or beside `enum` in
   * `x-enumDescriptions`, which generators of clients and of documentation know.
   */
  readonly meanings: 'oneOf' | 'x-enumDescriptions'
}

/** The definitions that have a name, by their names. */
export function byName(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  const named = definitions.map((one) => [(one as object as Keywords)['named'], one] as const)
  return new Map(named.filter((one): one is [string, Definition] => one[0] !== undefined))
}

/** A definition as JSON Schema. Named definitions inside it become references. */
export function jsonSchema(definition: object, style: Style): Keywords {
  const { allOf, ...keywords } = definition as Keywords & { allOf?: readonly Keywords[] }
  const written: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(keywords)) {
    if (key === 'enum' && style.meanings === 'oneOf' && keywords['meanings'] !== undefined)
      written['oneOf'] = withMeanings(keywords['meanings'] as object, value as unknown[])
    else if (key === 'meanings' && style.meanings === 'x-enumDescriptions')
      written['x-enumDescriptions'] = value
    else if (!OURS.includes(key)) written[key] = inside(key, value, style)
  }
  // Most rules' keywords can be in the schema itself, where people look for them.
  const rest = (allOf ?? []).filter((rule) => {
    const keys = jsonSchema(rule, style)
    if (rule['says'] === undefined || Object.keys(keys).some((key) => key in written)) return true
    Object.assign(written, keys)
    return false
  })
  return rest.length === 0
    ? written
    : { ...written, allOf: rest.map((one) => reference(one, style)) }
}

const OURS = ['mustBe', 'named', 'meanings', 'says', 'at']
const SCHEMA = [
  'items',
  'additionalProperties',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
  'contentSchema',
]
const SCHEMAS = ['anyOf', 'oneOf']
const SCHEMAS_BY_KEY = ['properties', 'dependentSchemas']

function inside(key: string, value: unknown, style: Style): unknown {
  const write = (one: unknown) =>
    typeof one === 'boolean' ? one : reference(one as Keywords, style)
  if (SCHEMA.includes(key)) return write(value)
  if (SCHEMAS.includes(key)) return (value as unknown[]).map(write)
  if (SCHEMAS_BY_KEY.includes(key)) {
    const entries = Object.entries(value as object)
    return Object.fromEntries(entries.map(([name, one]) => [name, write(one)]))
  }
  return value
}

/** A reference, with the keywords that differ from the named definition; the schema itself when it has no name. */
function reference(schema: Keywords, style: Style): Keywords {
  const name = schema['named'] as string | undefined
  const original = name === undefined ? undefined : (style.named.get(name) as Keywords | undefined)
  if (name === undefined || original === undefined) return jsonSchema(schema, style)
  const otherwise = Object.entries(schema)
    .filter(([key, value]) => original[key] !== value)
    .map(([key, value]) => [key, key === 'allOf' ? without(value, original[key]) : value])
  return { $ref: style.refer(name), ...jsonSchema(Object.fromEntries(otherwise), style) }
}

function without(rules: unknown, known: unknown = []): unknown[] {
  return (rules as unknown[]).filter((rule) => !(known as unknown[]).includes(rule))
}

function withMeanings(meanings: object, words: readonly unknown[]): Keywords[] {
  const told = meanings as Readonly<Record<string, string>>
  return words.map((word) => ({ const: word, description: told[String(word)] }))
}
