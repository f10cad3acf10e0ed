import type { Reader, Schema } from './document.js'
import { text, value } from './html.js'
import { linkTo } from './types.js'

/** What a schema demands of several fields together, one sentence of HTML each. */
export function conditionsOf(schema: Schema, reader: Reader): readonly string[] {
  const { not, dependentSchemas = {} } = schema
  const sentences = [choice(schema, reader)].filter((sentence) => sentence !== '')
  if (not !== undefined) sentences.push(`Not allowed: ${demands(not, reader)}`)
  for (const [name, sub] of Object.entries(dependentSchemas)) {
    if (sub.if !== undefined) sentences.push(choice(sub, reader))
    else if (sub.oneOf === undefined) sentences.push(`With ${value(name)}: ${demands(sub, reader)}`)
    else {
      const branches = sub.oneOf.map(
        (branch) =>
          `<li><strong>${text(branch.title ?? '')}</strong> ${demands(branch, reader)}</li>`,
      )
      sentences.push(`By ${value(name)}: <ul>${branches.join('')}</ul>`)
    }
  }
  return sentences
}

/** The sentence of `if`, `then` and `else`. */
function choice(schema: Schema, reader: Reader): string {
  if (schema.if === undefined) return ''
  const when = demands(schema.if, reader)
  const [then, otherwise] = [schema.then, schema.else].map((part) =>
    part === undefined ? '' : choice(part, reader) || demands(part, reader),
  )
  if (then === '') return `Unless ${when}: ${otherwise}`
  return `Where ${when}: ${then}${otherwise === '' ? '' : `. Otherwise: ${otherwise}`}`
}

/** What a schema demands, in a few words: `kyc_status` is `REJECTED`, with `rejected_reason_code`. */
export function demands(schema: Schema, reader: Reader): string {
  const said = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    demand(value(name), property as Schema | boolean, reader),
  )
  const named = new Set(Object.keys(schema.properties ?? {}).filter((_name, index) => said[index]))
  const needed = (schema.required ?? []).filter((name) => !named.has(name))
  if (needed.length > 0) said.unshift(`with ${needed.map(value).join(' and ')}`)
  if (schema.$ref !== undefined) said.unshift(`as ${linkTo(schema.$ref, reader)}`)
  return said.filter((words) => words !== '').join(', ')
}

function demand(name: string, property: Schema | boolean, reader: Reader): string {
  if (typeof property === 'boolean') return property ? '' : `no ${name}`
  const { not, pattern, items, additionalProperties } = property
  if ('const' in property) return `${name} is ${value(property.const)}`
  if (property.enum !== undefined) return `${name} is ${property.enum.map(value).join(' or ')}`
  if (pattern !== undefined) return `${name} matches ${value(pattern)}`
  if (property.minItems !== undefined || property.minLength !== undefined)
    return `${name} is not empty`
  if (not !== undefined) return `${name} is not ${[not.enum ?? not.const].flat().map(value)}`
  if (property.contentSchema?.$ref !== undefined)
    return `${name} is ${linkTo(property.contentSchema.$ref, reader)} as JSON`
  const inside = items ?? (typeof additionalProperties === 'object' ? additionalProperties : null)
  if (inside !== null) return demand(`each of ${name}`, inside, reader)
  if (property.properties !== undefined) return `in ${name} ${demands(property, reader)}`
  return property.type === undefined ? '' : `${name} is ${[property.type].flat().join(' or ')}`
}
