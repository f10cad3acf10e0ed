import type { Host } from '../flip/protocol/hosts.js'
import { basicAuthorization } from '../kyc/company.js'
import { VERSION } from '../lib/version.js'
import type { Call, FieldValue, Variant } from './definitions.js'
import { imageFile } from './images.js'
import { attributesOf } from './people.js'
import { fill, type Names } from './placeholders.js'
import { addressOf, type Target } from './target.js'

/** A call as it goes over the wire. */
export interface WireRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer> | null
}

/** One call of a probe, with one of its variants put in. */
export type SingleCall = Omit<Call, 'each'>

/** The call once with each of its variants. */
export function variantsOf({ each = [{}], ...call }: Call): SingleCall[] {
  return each.map((variant: Variant) => ({
    ...call,
    fields: { ...call.fields, ...variant.fields },
    files: { ...call.files, ...variant.files },
    headers: { ...call.headers, ...variant.headers },
  }))
}

/** Whether a call makes an agent when it succeeds. */
export function makesAgent({ call }: Pick<SingleCall, 'call'>): boolean {
  return call === 'POST agents /agents'
}

/** Whether it waits for a callback instead of calling. */
export function isCallback({ call }: Pick<SingleCall, 'call'>): boolean {
  return call.startsWith('CALLBACK')
}

/** Method, host and path of a call. */
export function partsOf({ call }: SingleCall): { method: string; host: Host; path: string } {
  const [method, host, path] = call.split(/ (.*?) (.*)/s)
  return { method: method as string, host: host as Host, path: path as string }
}

/** Builds the request of a call. @throws {MissingName | UsageError} */
export async function requestOf(
  call: SingleCall,
  target: Target,
  names: Names,
): Promise<WireRequest> {
  const { method, host, path } = partsOf(call)
  const filled = (text: string) => fill(text, names, target.key)
  const attributes = call.person === undefined ? {} : attributesOf(call.person)
  const fields = Object.entries({ ...attributes, ...call.fields }).flatMap(([name, value]) =>
    textsOf(value).map((text) => [name, filled(text)] as const),
  )
  const files = Object.entries(call.files ?? {})
  const { type, body } = await encode(call, howToSend(call, method, host), fields, files, filled)
  const headers = new Headers({
    authorization: basicAuthorization(target.key),
    accept: 'application/json',
    'user-agent': `flip-kyc-sandbox/${VERSION} (parity)`,
    ...(host === 'kyc' && { 'request-id': filled('bigflip-{uuid}') }),
    ...(type !== null && { 'content-type': type }),
  })
  for (const [name, value] of Object.entries(call.headers ?? {})) {
    if (value === null) headers.delete(name)
    else headers.set(name, filled(value))
  }
  return { method, url: addressOf(target, host, filled(path)), headers, body }
}

function howToSend({ send }: SingleCall, method: string, host: Host): NonNullable<Call['send']> {
  if (send !== undefined) return send
  if (method !== 'POST' && method !== 'PUT') return 'nothing'
  return host === 'agents' ? 'urlencoded' : 'multipart'
}

function textsOf(value: FieldValue): readonly string[] {
  if (value === null) return []
  if (typeof value === 'string') return [value]
  return 'times' in value ? [value.repeat.repeat(value.times)] : value
}

async function encode(
  { text }: SingleCall,
  send: NonNullable<Call['send']>,
  fields: readonly (readonly [name: string, text: string])[],
  files: readonly (readonly [name: string, image: string])[],
  filled: (text: string) => string,
): Promise<{ type: string | null; body: Uint8Array<ArrayBuffer> | null }> {
  if (text !== undefined) return { type: null, body: new TextEncoder().encode(filled(text)) }
  switch (send) {
    case 'nothing':
      return { type: null, body: null }
    case 'json':
      return {
        type: 'application/json',
        body: new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields))),
      }
    case 'urlencoded': {
      const form = new URLSearchParams()
      for (const [name, value] of fields) form.append(name, value)
      return {
        type: 'application/x-www-form-urlencoded',
        body: new TextEncoder().encode(form.toString()),
      }
    }
    case 'multipart': {
      const form = new FormData()
      for (const [name, value] of fields) form.append(name, value)
      for (const [name, image] of files) form.append(name, imageFile(image))
      const encoded = new Response(form)
      return {
        type: encoded.headers.get('content-type'),
        body: new Uint8Array(await encoded.arrayBuffer()),
      }
    }
  }
}
