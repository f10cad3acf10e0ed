import type { Reader, Schema } from './document.js'
import { text, value } from './html.js'

/** Whether a schema has more inside than a type and some facts. */
export function hasInside(schema: Schema): boolean {
  const { properties, additionalProperties, contentSchema, dependentSchemas } = schema
  return (
    properties !== undefined ||
    typeof additionalProperties === 'object' ||
    contentSchema !== undefined ||
    dependentSchemas !== undefined ||
    alternativesOf(schema).length > 0
  )
}

/** The schemas of which one holds, but not null. */
export function alternativesOf({ anyOf, oneOf }: Schema): readonly Schema[] {
  return (anyOf ?? oneOf ?? []).filter(({ type }) => type !== 'null')
}

/** A schema's type as HTML, such as `list of <a…>Fault</a>` or `string or null`. */
export function typeOf(schema: Schema, reader: Reader): string {
  const whole = reader.whole(schema)
  const { $ref } = schema
  if ($ref !== undefined && hasInside(whole)) return linkTo($ref, reader)
  if (whole.items !== undefined) {
    const orNull = [whole.type].flat().includes('null') ? ' or null' : ''
    return `list of ${typeOf(whole.items, reader)}${orNull}`
  }
  const alternatives = whole.anyOf ?? whole.oneOf
  if (alternatives === undefined) return text([whole.type ?? []].flat().join(' or '))
  return [...new Set(alternatives.map((one) => typeOf(one, reader)))].filter(Boolean).join(' or ')
}

/** A link to the section of a schema. */
export function linkTo($ref: string, reader: Reader): string {
  const name = $ref.split('/').at(-1) as string
  return `<a href="#${reader.anchor(name)}">${text(name)}</a>`
}

/** What a value must be, beside its type: bounds, pattern, default, an example. */
export function factsOf(schema: Schema): readonly string[] {
  const { format, pattern, contentMediaType } = schema
  const bounds = [
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    range(schema.minProperties, schema.maxProperties, ' fields'),
  ]
  // An enumeration says it all.
  const facts = schema.enum === undefined ? bounds.filter((fact) => fact !== '') : []
  if (schema.uniqueItems === true) facts.push('none twice')
  if (format !== undefined) facts.push(format === 'binary' ? 'a file' : `a ${text(format)}`)
  if (contentMediaType !== undefined) facts.push(text(contentMediaType))
  if (pattern !== undefined) facts.push(`matches ${value(pattern)}`)
  if ('const' in schema) facts.push(`always ${value(schema.const)}`)
  if ('default' in schema) facts.push(`default ${value(schema.default)}`)
  if (schema.examples !== undefined)
    facts.push(`such as ${schema.examples.map(value).join(' or ')}`)
  return facts
}

/** Larger bounds say only that a number is exact, or a time one that JavaScript knows. */
const TELLING = 1e12

function range(from: number | undefined, most: number | undefined, unit: string): string {
  const to = most !== undefined && most < TELLING ? most : undefined
  if (from === undefined || from < -TELLING) return to === undefined ? '' : `at most ${to}${unit}`
  if (to === undefined) return from === 1 && unit !== '' ? 'not empty' : `at least ${from}${unit}`
  return from === to ? `${from}${unit}` : `${from} to ${to}${unit}`
}
