import type { Document, Operation, PathItem, Referable, Schema } from './document.js'
import { Reader } from './document.js'
import { insideOf } from './fields.js'
import { groupedBy } from './grouped-by.js'
import { paragraphs, text } from './html.js'
import { operationSection } from './operation.js'
import type { Placed, Target } from './placed.js'
import { typeOf } from './types.js'

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** A document's part of the page, and of the contents. */
export interface Part {
  readonly contents: string
  readonly section: string
}

/** One OpenAPI document: its operations by tag, its callbacks, its schemas. */
export function documentPart(name: string, document: Document, target: Target): Part {
  const reader = new Reader(name, document)
  const { info, tags = [], components = {} } = document
  const descriptions = new Map(tags.map((tag) => [tag.name, tag.description]))
  const byTag = groupedBy(operationsOf(reader), ({ operation }) => operation.tags?.[0] ?? 'other')
  // The order of the document's own list of tags; what it does not name comes last.
  const order = [...new Set([...descriptions.keys(), ...byTag.keys()])]
  const groups = order.flatMap((tag) => {
    const operations = byTag.get(tag)
    return operations === undefined ? [] : [{ tag, operations, about: descriptions.get(tag) }]
  })
  const callbacks = callbacksOf(reader)
  if (callbacks.length > 0)
    groups.push({
      tag: 'callbacks',
      operations: callbacks,
      about: 'What the sandbox sends to you.',
    })
  const schemas = Object.entries((components.schemas ?? {}) as Readonly<Record<string, Schema>>)
  return {
    contents: `<h2><a href="#${name}">${text(info.title)}</a></h2>${groups
      .map(
        ({ tag, operations }) =>
          `<h3>${text(tag)}</h3><ul>${operations.map((one) => entry(one, reader)).join('')}</ul>`,
      )
      .join('')}<details><summary>Schemas</summary><ul>${schemas
      .map(([key]) => `<li><a href="#${reader.anchor(key)}">${text(key)}</a></li>`)
      .join('')}</ul></details>`,
    section: `<section class="document"><h2 id="${name}">${text(info.title)}</h2>${paragraphs(info.description)}${groups
      .map(
        ({ tag, operations, about }) =>
          `<h3 id="${reader.anchor(`tag-${tag}`)}">${text(tag)}</h3>${paragraphs(about)}${operations.map((one) => operationSection(one, reader, target)).join('')}`,
      )
      .join('')}<h3 id="${reader.anchor('schemas')}">schemas</h3>${schemas
      .map(([key, schema]) => schemaSection(key, schema, reader))
      .join('')}</section>`,
  }
}

function operationsOf(reader: Reader): readonly Placed[] {
  return Object.entries(reader.document.paths ?? {}).flatMap(([path, referred]) => {
    const item = reader.resolve(referred as Referable<PathItem>)
    const [first = path, ...otherPaths] = (item.servers ?? []).map(({ url }) => url + path)
    return placed(item, { path: first, otherPaths, answered: true }, reader)
  })
}

/** What the sandbox sends: the document's webhooks, under their names. */
function callbacksOf(reader: Reader): readonly Placed[] {
  return Object.entries(reader.document.webhooks ?? {}).flatMap(([name, referred]) => {
    const item = reader.resolve(referred as Referable<PathItem>)
    const where = { path: 'your callback URL', otherPaths: [], answered: false }
    return placed(item, where, reader).map((one) => ({ ...one, id: name }))
  })
}

function placed(
  item: PathItem,
  where: Pick<Placed, 'path' | 'otherPaths' | 'answered'>,
  reader: Reader,
): readonly Placed[] {
  return METHODS.flatMap((name) => {
    const operation: Operation | undefined = item[name]
    if (operation === undefined) return []
    const method = name.toUpperCase()
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    return {
      ...where,
      id: operation.operationId ?? `${method}${where.path}`,
      method,
      operation,
      parameters: parameters.map((one) => reader.resolve(one)),
    }
  })
}

function entry({ id, method, operation }: Placed, reader: Reader): string {
  return `<li><a href="#${reader.anchor(id)}"><span>${text(operation.summary ?? id)}</span> <span class="method ${method.toLowerCase()}">${method}</span></a></li>`
}

function schemaSection(name: string, schema: Schema, reader: Reader): string {
  return `<section class="schema" id="${reader.anchor(name)}"><h4><a href="#${reader.anchor(name)}">${text(name)}</a> <span class="type">${typeOf(schema, reader)}</span></h4>${paragraphs(schema.description)}<div class="inside">${insideOf(schema, reader)}</div></section>`
}
