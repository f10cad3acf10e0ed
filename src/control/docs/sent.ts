import { basicAuthorization } from '../../kyc/company.js'
import { saysCompany } from './company.js'
import { type Body as CurlBody, quoted } from './curl.js'
import type { Body, Parameter, Reader, Schema } from './document.js'
import type { Placed, Target } from './placed.js'

/** What the examples and the form of an operation send. */
export interface Sent {
  /** Whether it is a call of Flip's API, with a company's key, or one of the control API. */
  readonly flip: boolean
  /** The media type of the body; null: no body. */
  readonly media: string | null
  /** Example bodies under their titles; one of null where there is no body. */
  readonly bodies: readonly (readonly [string, CurlBody | null])[]
  /** The fields of a form. */
  readonly fields: readonly {
    readonly name: string
    readonly file: boolean
    readonly schema: Schema
  }[]
  /** URL and headers of a `curl` command. */
  head(path: string, target: Target): { readonly url: string; readonly headers: readonly string[] }
}

/** What is sent with an operation, by its examples. */
export function sentBy(
  { path, parameters, answered }: Placed,
  body: Body | null,
  reader: Reader,
): Sent {
  const flip = answered && !path.startsWith('/_sandbox')
  const [media = null, content = {}] = Object.entries(body?.content ?? {})[0] ?? []
  const { properties = {} } = reader.whole((content.schema ?? {}) as Schema)
  const fields = Object.entries(properties).map(([name, referred]) => {
    const { contentMediaType, format } = reader.whole(referred)
    // A text that holds JSON is no file.
    const file = format === 'binary' && contentMediaType !== 'application/json'
    return { name, file, schema: referred }
  })
  const files = fields.filter(({ file }) => file).map(({ name }) => name)
  const asBody = (value: unknown): CurlBody =>
    media === 'application/json'
      ? { json: value }
      : {
          form: value as Record<string, unknown>,
          multipart: media === 'multipart/form-data',
          files,
        }
  const examples = reader.examples(content)
  return {
    flip,
    media,
    bodies:
      examples.length === 0
        ? [['Example', null]]
        : examples.map(([title, value]) => [title, asBody(value)]),
    fields: media === 'application/json' ? [] : fields,
    head: (template, { address, secretKey }) => ({
      url: answered ? address + filled(template, parameters) : template,
      headers: flip ? headersOf(parameters, secretKey) : [],
    }),
  }
}

/**
 * The path with the examples of its parameters, and of the query parameters that are required or make a good example.
 * The company comes last, so that it can be left out.
 */
function filled(template: string, parameters: readonly Parameter[]): string {
  const path = parameters
    .filter((one) => one.in === 'path')
    .reduce((rest, { name, example }) => rest.replace(`{${name}}`, String(example)), template)
  const query = parameters
    .filter((one) => one.in === 'query' && (one.required === true || one['x-shown'] === true))
    .sort((one, other) => Number(saysCompany(one)) - Number(saysCompany(other)))
    .map(({ name, example }) => `${name}=${example}`)
  return query.length === 0 ? path : `${path}?${query.join('&')}`
}

function headersOf(parameters: readonly Parameter[], secretKey: string): readonly string[] {
  const needed = parameters.some(({ name }) => name === 'Request-ID')
  return [
    quoted(`Authorization: ${basicAuthorization(secretKey)}`),
    ...(needed ? ['"Request-ID: bigflip-$(uuidgen)"'] : []),
  ]
}
