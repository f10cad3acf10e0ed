import type { Reader, Schema } from './document.js'
import { text, value } from './html.js'
import { factsOf, linkTo } from './types.js'

/** What a schema demands of several fields together, one sentence of HTML each. */
export function conditionsOf(schema: Schema, reader: Reader): readonly string[] {
  const { not, dependentSchemas = {} } = schema
  const sentences = [choice(schema, reader)].filter((sentence) => sentence !== '')
  if (not !== undefined) sentences.push(`Not allowed: ${demands(not, reader, 'together')}`)
  for (const [name, sub] of Object.entries(dependentSchemas)) {
    if (sub.if !== undefined) sentences.push(choice(sub, reader))
    else if (sub.oneOf === undefined) sentences.push(`With ${value(name)}: ${demands(sub, reader)}`)
    else sentences.push(`By ${value(name)}: ${branches(sub.oneOf, name, reader)}`)
  }
  return sentences
}

/** What goes with each value of a field. A branch's title names the values, so they need not be said again. */
function branches(schemas: readonly Schema[], name: string, reader: Reader): string {
  const rows = schemas.map(({ title, ...branch }) => {
    if (title === undefined) return `<li>${demands(branch, reader)}</li>`
    const { [name]: _named, ...properties } = branch.properties ?? {}
    const required = (branch.required ?? []).filter((one) => one !== name)
    const rest = demands({ ...branch, properties, required }, reader)
    return `<li><strong>${text(title)}</strong>${rest === '' ? '' : `: ${rest}`}</li>`
  })
  return `<ul>${rows.join('')}</ul>`
}

/** The sentence of `if`, `then` and `else`. Without a `then`, one of the conditions must hold. */
function choice(schema: Schema, reader: Reader): string {
  if (schema.if === undefined) return ''
  if (schema.then === undefined) return `Needed: ${either(alternatives(schema), reader)}`
  const otherwise = schema.else === undefined ? '' : `. Otherwise: ${inShort(schema.else, reader)}`
  return `If ${demands(schema.if, reader, 'is given')}: ${inShort(schema.then, reader)}${otherwise}`
}

/** What `if` without `then` asks for, down to the last `else`. */
function alternatives(schema: Schema): readonly Schema[] {
  return schema.if === undefined ? [schema] : [schema.if, ...alternatives(schema.else as Schema)]
}

function either(schemas: readonly Schema[], reader: Reader): string {
  const words = schemas.map((one) => demands(one, reader, '').trim())
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** What a schema demands; in the words of its title where it has one. */
function inShort(schema: Schema, reader: Reader): string {
  return schema.title === undefined ? demands(schema, reader) : text(schema.title)
}

/**
 * What a schema demands, in a few words, such as `kyc_status` is `REJECTED`.
 * @param ofRequired what is said of the fields that it only requires
 */
export function demands(schema: Schema, reader: Reader, ofRequired = 'must be given'): string {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, demand(value(name), property, reader)] as const,
  )
  const told = properties.filter(([, words]) => words !== '')
  const required = (schema.required ?? []).filter((name) => !told.some(([one]) => one === name))
  return [
    ...(schema.$ref === undefined ? [] : [`as ${linkTo(schema.$ref, reader)}`]),
    ...(required.length === 0 ? [] : [`${required.map(value).join(' and ')} ${ofRequired}`]),
    ...told.map(([, words]) => words),
  ].join(', ')
}

function demand(name: string, property: Schema | boolean, reader: Reader): string {
  if (typeof property === 'boolean') return property ? '' : `no ${name}`
  const { contentSchema, type } = property
  if ('const' in property) return `${name} is ${value(property.const)}`
  if (property.enum !== undefined) return `${name} is ${property.enum.map(value).join(' or ')}`
  if (contentSchema?.$ref !== undefined)
    return `${name} is ${linkTo(contentSchema.$ref, reader)} as JSON`
  const types = [type ?? []].flat()
  if (types.length > 0) return `${name} is ${types.join(' or ')}`
  if (property.title !== undefined) return `${name} ${text(property.title)}`
  const facts = factsOf(property).map((fact) => `is ${fact}`)
  return facts.length === 0 ? '' : `${name} ${facts.join(', ')}`
}
