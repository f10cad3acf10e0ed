import { conditionsOf, demands } from './conditions.js'
import type { Reader, Schema } from './document.js'
import { code, line, text, value } from './html.js'
import { alternativesOf, factsOf, hasInside, linkTo, typeOf } from './types.js'

/** One row of a list of fields. */
export interface Field {
  readonly name: string
  readonly schema: Schema
  /** Such as `required`. */
  readonly notes: readonly string[]
  /** What it says of itself instead of its schema's description. */
  readonly description?: string | undefined
}

/** Fields, each with its type, what it means, what it may be, and what lies inside. */
export function fieldList(fields: readonly Field[], reader: Reader): string {
  if (fields.length === 0) return ''
  return `<dl class="fields">${fields.map((field) => row(field, reader)).join('')}</dl>`
}

/** All that lies in a value: its fields down to the last one, its items, its alternatives, its conditions. */
export function insideOf(schema: Schema, reader: Reader): string {
  const whole = reader.whole(schema)
  return `${facts(whole)}${values(whole)}${partsOf(whole, reader)}`
}

function partsOf(whole: Schema, reader: Reader): string {
  const { properties = {}, required = [], additionalProperties, propertyNames, items } = whole
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    schema: property,
    notes: required.includes(name) ? ['required'] : [],
  }))
  const others =
    typeof additionalProperties === 'object'
      ? [{ name: 'any name', schema: additionalProperties, notes: factsOf(propertyNames ?? {}) }]
      : []
  const conditions = conditionsOf(whole, reader).map((sentence) => `<li>${sentence}</li>`)
  return [
    fieldList([...fields, ...others], reader),
    items === undefined ? '' : item(items, reader),
    alternatives(whole, reader),
    whole.contentSchema === undefined
      ? ''
      : `<p>The text is JSON: ${typeOf(whole.contentSchema, reader)}.</p>${nested(whole.contentSchema, reader)}`,
    conditions.length === 0 ? '' : `<ul class="conditions">${conditions.join('')}</ul>`,
  ].join('')
}

function row({ name, schema, notes, description }: Field, reader: Reader): string {
  const whole = reader.whole(schema)
  const type = `<span class="type">${typeOf(schema, reader)}</span>`
  const said = [...notes.map((note) => `<span class="note">${note}</span>`)].join(' ')
  const about = description ?? whole.description
  return `<div><dt>${code(name)} ${type} ${said}</dt><dd>${about === undefined ? '' : `<p>${line(about)}</p>`}${facts(whole)}${values(whole)}${nested(schema, reader)}</dd></div>`
}

function facts(schema: Schema): string {
  const found = factsOf(schema)
  return found.length === 0 ? '' : `<p class="facts">${found.join(' · ')}</p>`
}

/** The values of an enumeration, with what each means where the schema says so. */
function values(schema: Schema): string {
  if (schema.enum === undefined) return ''
  const meanings = schema['x-enumDescriptions']
  if (meanings === undefined)
    return `<p class="values">One of ${schema.enum.map(value).join(' ')}</p>`
  const rows = schema.enum.map((one) => {
    const meaning = meanings[String(one)]
    return `<li>${value(one)}${meaning === undefined ? '' : ` ${line(meaning)}`}</li>`
  })
  return `<ul class="values">${rows.join('')}</ul>`
}

/** What lies inside a field. What has a name is shown once, in its own section; the page's script brings it here. */
export function nested(schema: Schema, reader: Reader): string {
  const { $ref } = schema
  const whole = reader.whole(schema)
  if ($ref !== undefined && hasInside(whole)) return reference($ref, reader)
  if (hasInside(whole)) {
    const [only, ...more] = alternativesOf(whole)
    return only !== undefined && more.length === 0
      ? nested(only, reader)
      : `<div class="nested">${partsOf(whole, reader)}</div>`
  }
  return whole.items === undefined ? '' : item(whole.items, reader)
}

/** What each item of a list is. */
function item(items: Schema, reader: Reader): string {
  const whole = reader.whole(items)
  if (hasInside(whole) || whole.items !== undefined) return nested(items, reader)
  const about = whole.description === undefined ? '' : `<p>Each: ${line(whole.description)}</p>`
  return `${about}${facts(whole)}${values(whole)}`
}

function reference($ref: string, reader: Reader): string {
  const name = $ref.split('/').at(-1) as string
  return `<details class="more" data-schema="${reader.anchor(name)}"><summary>Fields of ${text(name)}</summary><p>${linkTo($ref, reader)} lists them.</p></details>`
}

function alternatives(schema: Schema, reader: Reader): string {
  const among = alternativesOf(schema)
  if (among.length === 0) return ''
  const rows = among.map((one) => `<li>${alternative(one, reader)}</li>`)
  return `<p>One of these:</p><ul class="alternatives">${rows.join('')}</ul>`
}

function alternative(schema: Schema, reader: Reader): string {
  const { title, description = '', properties = {} } = reader.whole(schema)
  if (schema.$ref !== undefined)
    return `${linkTo(schema.$ref, reader)} ${line(description)}${nested(schema, reader)}`
  const constant = Object.values(properties).every((one) => 'const' in one || 'enum' in one)
  if (constant && title !== undefined)
    return `<strong>${text(title)}</strong> ${line(description)} <span class="facts">${demands(schema, reader)}</span>`
  const label = title === undefined ? typeOf(schema, reader) : `<strong>${text(title)}</strong>`
  return `<details><summary>${label} ${line(description)}</summary>${insideOf(schema, reader)}</details>`
}
