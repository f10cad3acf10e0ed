import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'

/**
 * Holds every response of every sandbox in this process against the OpenAPI documents, so that they cannot drift.
 * Fastify announces each of its apps; whoever asks, and with whatever client, the check stands where the answer leaves.
 */
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance }
  fastify.addHook('onSend', async (request, reply, payload) => {
    const whole = payload instanceof Readable ? await text(payload) : payload
    try {
      checkResponse(request, reply, whole)
    } catch (error) {
      // Thrown here it would become an answer, which a test may not look at: it fails the test itself.
      setImmediate(() => {
        throw error
      })
    }
    return payload instanceof Readable ? Readable.from([whole]) : payload
  })
})

type PathItem = OpenAPIV3_1.PathItemObject

interface Route {
  readonly pattern: RegExp
  readonly document: 'flip' | 'control'
  readonly item: PathItem
  /** JSON pointer of the path item. */
  readonly pointer: string
}

/** Answers that a test provokes though no document has them, such as `GET /path → 500`. */
export const provoked = new Set<string>()

const documents = { flip: load('flip'), control: load('control') }
const ajv = new Ajv2020({
  strict: false,
  allErrors: false,
  // Compiles in half the time; what it checks is the same.
  inlineRefs: false,
  code: { optimize: false },
})
addFormats.default(ajv)
for (const [name, document] of Object.entries(documents)) ajv.addSchema(document, name)

const routes = (['flip', 'control'] as const).flatMap((name) =>
  Object.entries(documents[name].paths ?? {}).map(([template, item]) =>
    route(name, template, item as PathItem),
  ),
)
const validators = new Map<string, ValidateFunction>()

function load(name: string): OpenAPIV3_1.Document {
  return JSON.parse(readFileSync(new URL(`../../openapi/${name}.json`, import.meta.url), 'utf8'))
}

function route(name: 'flip' | 'control', template: string, item: PathItem): Route {
  const prefixes = (item.servers ?? []).map(({ url }) => url).join('|')
  return {
    pattern: new RegExp(`^(?:${prefixes})${template.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    document: name,
    item,
    pointer: `/paths/${escaped(template)}`,
  }
}

function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function at(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((value, key) => (value as Record<string, unknown>)[key], document)
}

/**
 * @throws {Error} where the response is not documented, or not as documented
 */
function checkResponse(
  { method, url }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): void {
  const status = reply.statusCode
  const path = pathOf(url)
  const type = String(reply.getHeader('content-type') ?? '')
  const hint = reply.getHeader('sandbox-hint')
  const body = String(payload ?? '')
  const shown = `${method} ${path} → ${status}`
  if (provoked.has(shown)) return
  // The sandbox's own calls answer HEAD as GET; Flip's do not know it.
  const verb = method === 'HEAD' && path.startsWith('/_sandbox') ? 'get' : method.toLowerCase()
  const found = routes.find(({ pattern, item }) => pattern.test(path) && verb in item)
  const error = (text: string) => new Error(`OpenAPI: ${shown}: ${text}\n${body.slice(0, 500)}`)
  if (hint !== undefined && !/^[\x20-\x7e]+$/.test(String(hint)))
    throw error(`Sandbox-Hint is not plain ASCII: ${hint}`)
  // What the HTTP layer refuses itself has no operation.
  if (found === undefined) {
    if (path.startsWith('/_sandbox') && Object.keys(documents.control.paths ?? {}).length === 0)
      return
    if ([401, 403, 404].includes(status) || method === 'OPTIONS' || !known(path)) return
    throw error('is not documented')
  }
  if (method === 'HEAD' && status === 405) return
  const operation = `${found.pointer}/${verb}`
  const responses = `${operation}/responses`
  const response = resolve(found.document, `${responses}/${status}`)
  if (response === undefined) {
    if (/scripted by a scenario or a fault/.test(String(hint))) return
    throw error('has a status that is not documented')
  }
  const { headers = {} } = response.value as OpenAPIV3_1.ResponseObject
  for (const [name, { $ref }] of Object.entries(headers) as [string, { $ref?: string }][]) {
    const header = $ref === undefined ? headers[name] : at(documents[found.document], $ref.slice(1))
    if ((header as OpenAPIV3_1.HeaderObject).required && !reply.hasHeader(name))
      throw error(`has no header ${name}`)
  }
  const media = type.split(';')[0] as string
  const content = (response.value as OpenAPIV3_1.ResponseObject).content
  if (content === undefined) {
    if (body !== '') throw error('has a body that is not documented')
    return
  }
  if (content[media] === undefined) throw error(`has the type ${type}, which is not documented`)
  if (media !== 'application/json') return
  const pointer = `${response.pointer}/content/${escaped(media)}/schema`
  const validate = validator(found.document, pointer)
  if (!validate(JSON.parse(body))) throw error(ajv.errorsText(validate.errors))
}

/** Read as Fastify reads it: a whole URL and escaped letters are the same path. */
function pathOf(url: string): string {
  const { pathname } = new URL(url, 'http://sandbox')
  return decodeURI(pathname)
}

/** The emulated API and the control API; the page and its assets are no part of them. */
function known(path: string): boolean {
  return /^\/(_sandbox\/(?!$|assets|docs)|big_sandbox_api|api|kyc)/.test(path)
}

function resolve(
  document: 'flip' | 'control',
  pointer: string,
): { value: unknown; pointer: string } | undefined {
  const value = at(documents[document], pointer) as { $ref?: string } | undefined
  if (value?.$ref !== undefined) return resolve(document, value.$ref.slice(1))
  return value === undefined ? undefined : { value, pointer }
}

function validator(document: string, pointer: string): ValidateFunction {
  const key = `${document}#${pointer}`
  let found = validators.get(key)
  if (found === undefined) {
    found = ajv.compile({ $ref: key })
    validators.set(key, found)
  }
  return found
}
