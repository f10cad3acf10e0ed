import { hash } from 'node:crypto'
import type { OpenAPIV3_1 } from 'openapi-types'
import type { FidelityReport } from '../../rules/fidelity-report.js'
import { observedPart } from './observed.js'
import { SCRIPT } from './script.js'
import { STYLE } from './style.js'
import { text } from './text.js'

type Document = OpenAPIV3_1.Document
type Operation = OpenAPIV3_1.OperationObject
type Schema = OpenAPIV3_1.SchemaObject
type Referable<T> = T | OpenAPIV3_1.ReferenceObject

/** The page loads nothing, and runs only its own script. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  `script-src 'sha256-${hash('sha256', SCRIPT, 'base64')}'`,
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * One HTML page with OpenAPI documents, to read and to try each operation.
 * @param authorization what the field for this header contains at first
 * @param report what `parity` has observed; null where no report was given
 */
export function docsPage(
  documents: readonly Document[],
  authorization: string,
  report: FidelityReport | null = null,
): string {
  const contents = documents
    .map(({ info }, index) => `<a href="#d${index}">${text(info.title)}</a>`)
    .join(' · ')
  const body = documents
    .map((document, index) => new DocumentWriter(document, authorization).html(index))
    .join('')
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>flip-kyc-sandbox: API</title><style>${STYLE}</style></head>
<body><h1>flip-kyc-sandbox</h1><p>A sandbox; not part of Flip. ${contents}${report === null ? '' : ' · <a href="#observed">observed</a>'} · <a href="/_sandbox/">dashboard</a></p>${body}${report === null ? '' : observedPart(report)}<script type="module">${SCRIPT}</script></body>
</html>`
}

/** Writes one OpenAPI document as HTML. */
class DocumentWriter {
  constructor(
    readonly document: Document,
    readonly authorization: string,
  ) {}

  html(index: number): string {
    const { info } = this.document
    const byTag = new Map<string, string[]>()
    for (const [path, referred] of Object.entries(this.document.paths ?? {})) {
      const item = this.#resolve(referred as Referable<OpenAPIV3_1.PathItemObject>)
      for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
        const operation = item[method]
        if (operation === undefined) continue
        const tag = operation.tags?.[0] ?? 'other'
        const whole = (item.servers?.[0]?.url ?? '') + path
        const shown = this.#operation(method.toUpperCase(), whole, operation, item.parameters ?? [])
        byTag.set(tag, [...(byTag.get(tag) ?? []), shown])
      }
    }
    const tags = [...byTag].map(
      ([tag, operations]) => `<h3>${text(tag)}</h3>${operations.join('')}`,
    )
    return `<h2 id="d${index}">${text(info.title)}</h2><p>${text(info.description ?? '')}</p>${tags.join('')}`
  }

  #operation(
    method: string,
    path: string,
    operation: Operation,
    shared: Operation['parameters'],
  ): string {
    const parameters = [shared, operation.parameters]
      .flatMap((list) => list ?? [])
      .map((one) => this.#resolve(one))
    const body = this.#resolve(operation.requestBody)
    const content = body?.content ?? {}
    const media = Object.keys(content)[0]
    const schema =
      media === undefined ? undefined : this.#resolve(content[media]?.schema as Referable<Schema>)
    return `<details><summary><code>${method} ${text(path)}</code> ${text(operation.summary ?? '')}</summary><div>
<p>${text(operation.description ?? '')}</p>
${this.#fields(parameters.map((one) => [one.name, `${one.in}${one.required === true ? ', required' : ''}`, this.#resolve(one.schema as Referable<Schema>), one.description]))}
${schema === undefined ? '' : `<h4>Body (${text(Object.keys(content).join(' or '))})</h4><p>${text(body?.description ?? '')}</p>${this.#fields(this.#properties(schema))}`}
<h4>Answers</h4><table>${Object.entries(operation.responses ?? {})
      .map(([status, response]) => this.#response(status, response))
      .join('')}</table>
${this.#form(method, path, parameters, media, schema, content)}</div></details>`
  }

  #properties(schema: Schema): [string, string, Schema, string | undefined][] {
    const whole = this.#merged(schema)
    return Object.entries(whole.properties as object).map(([name, referred]) => {
      const property = this.#resolve(referred as Referable<Schema>)
      const note = whole.required?.includes(name) === true ? 'required' : ''
      // What stands beside a reference says what the property is in this place.
      const { description = property.description } = referred as Schema
      return [name, note, property, description]
    })
  }

  #merged(schema: Schema): Schema {
    const parts = (schema.allOf ?? []).map((part) =>
      this.#merged(this.#resolve(part as Referable<Schema>)),
    )
    return {
      ...schema,
      properties: Object.assign(
        {},
        ...parts.map(({ properties }) => properties),
        schema.properties,
      ),
      required: [
        ...parts.flatMap(({ required }) => required as string[]),
        ...(schema.required ?? []),
      ],
    }
  }

  #fields(
    rows: readonly (readonly [string, string, Schema | undefined, string | undefined])[],
  ): string {
    if (rows.length === 0) return ''
    const cells = rows.map(
      ([name, note, schema, about]) =>
        `<tr><td><code>${text(name)}</code></td><td>${text([typeOf(schema), note].filter(Boolean).join(', '))}</td><td>${text(about ?? '')}</td></tr>`,
    )
    return `<table>${cells.join('')}</table>`
  }

  #response(status: string, referred: Referable<OpenAPIV3_1.ResponseObject>): string {
    const { description, content = {} } = this.#resolve(referred)
    const examples = Object.values(content).flatMap(({ example, examples: named }) =>
      example === undefined
        ? Object.values(named ?? {}).map((one) => (this.#resolve(one) as { value?: unknown }).value)
        : [example],
    )
    const [first] = examples
    const shown = typeof first === 'string' ? first : JSON.stringify(first, null, 2)
    const sample = first === undefined ? '' : `<pre>${text(shown)}</pre>`
    return `<tr><td><code>${status}</code></td><td>${text(description)}${sample}</td></tr>`
  }

  #form(
    method: string,
    path: string,
    parameters: readonly OpenAPIV3_1.ParameterObject[],
    media: string | undefined,
    schema: Schema | undefined,
    content: Readonly<Record<string, OpenAPIV3_1.MediaTypeObject>>,
  ): string {
    const kyc = path.startsWith('/_sandbox')
      ? ''
      : input('Authorization', 'header', this.authorization)
    const asked = parameters.map(({ name, in: place, example }) =>
      input(name, place, String(example ?? '')),
    )
    const sample = media === undefined ? undefined : this.#sample(content[media])
    const fields =
      media === 'application/json'
        ? [
            `<label>JSON<textarea name="json" data-in="json" rows="4">${text(JSON.stringify(sample ?? {}, null, 2))}</textarea></label>`,
          ]
        : schema === undefined
          ? []
          : this.#properties(schema).map(([name, , property]) => {
              const file = property.contentMediaType !== undefined || property.format === 'binary'
              const value = (sample as Record<string, unknown> | undefined)?.[name]
              return input(name, 'field', file ? '' : String(value ?? ''), file ? 'file' : 'text')
            })
    return `<details><summary>Try it</summary><div><form data-method="${method}" data-path="${text(path)}" data-media="${text(media ?? '')}">
${kyc}${asked.join('')}${fields.join('')}<button>Send</button><output></output></form></div></details>`
  }

  /** The first example of a body. */
  #sample(body: OpenAPIV3_1.MediaTypeObject | undefined): unknown {
    if (body?.example !== undefined) return body.example
    const first = Object.values(body?.examples ?? {})[0]
    return first === undefined ? undefined : (this.#resolve(first) as { value?: unknown }).value
  }

  /** Follows a `$ref`. */
  #resolve<T>(thing: Referable<T>): T {
    const { $ref } = (thing ?? {}) as { $ref?: string }
    if ($ref === undefined) return thing as T
    const parts = $ref
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    const found = parts.reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)[key],
      this.document,
    )
    return this.#resolve(found as Referable<T>)
  }
}

function input(name: string, place: string, value: string, type = 'text'): string {
  const start = type === 'file' ? '' : ` value="${text(value)}"`
  return `<label>${text(name)}<input name="${text(name)}" data-in="${text(place)}" type="${type}"${start}></label>`
}

function typeOf(schema: Schema | undefined): string {
  if (schema === undefined) return ''
  if (schema.enum !== undefined) return schema.enum.join(' | ')
  const bounds =
    schema.maxLength === undefined ? '' : ` of ${schema.minLength ?? 0} to ${schema.maxLength}`
  return [schema.type ?? ''].flat().join(' or ') + bounds
}
