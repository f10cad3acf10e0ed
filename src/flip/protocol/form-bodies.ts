import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Form } from '../../kyc/agent-attributes.js'
import { ownText } from '../../lib/own-text.js'
import { FlipError, hostError, unreadableBody } from './errors.js'
import type { Host } from './hosts.js'
import { IMAGE_SIZE_LIMIT } from './images.js'

/** An urlencoded body that was said to be a multipart one. */
const WITHOUT_BOUNDARY = 'application/x-www-form-urlencoded; without=boundary'

/** Bytes of an urlencoded body. */
const FORM_LIMIT = 1_048_576
/** Bytes of a multipart body: all eighteen documents with room to spare. */
const MULTIPART_LIMIT = 64 * 1_048_576
const LIMITS = {
  fileSize: IMAGE_SIZE_LIMIT,
  files: 20,
  fields: 200,
  parts: 220,
  fieldSize: 65_536,
} as const

/** A file part, read to its end or to the limit. */
export interface FilePart {
  readonly bytes: Buffer
  readonly truncated: boolean
  /** Of the file, as the client sent it. */
  readonly name: string
}

/** What was sent: fields and files by name, the last of a name. */
export interface SentForm {
  readonly form: Form
  readonly files: ReadonlyMap<string, FilePart>
}

/** Lets a host take bodies as real clients send them, and nothing else (bodies.other-types). */
export async function acceptForms(app: FastifyInstance, host: Host): Promise<void> {
  app.removeAllContentTypeParsers()
  await app.register(import('@fastify/formbody'), { bodyLimit: FORM_LIMIT })
  if (host === 'kyc')
    await app.register(import('@fastify/multipart'), { limits: LIMITS, throwFileSizeLimit: false })
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(new FlipError(hostError(host, 415, wrongType(host))))
  })
}

/** Refuses a body that will not be read, before any of it is; a type that means another one is put right. */
export function refuseUnreadable({ headers }: FastifyRequest, host: Host): void {
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    throw new FlipError(
      hostError(
        host,
        415,
        'Send the body without Content-Encoding; compressed bodies are not read.',
      ),
    )
  }
  if (host !== 'kyc') return
  if (Number(headers['content-length'] ?? 0) > MULTIPART_LIMIT) throw tooLarge()
  // The guide's own curl samples send an urlencoded body under such a type (bodies.without-boundary).
  if (lacksBoundary(headers['content-type'])) headers['content-type'] = WITHOUT_BOUNDARY
}

/** What to say of a body that is larger than it may be, before it has been read. */
export function tooLargeHint({ headers }: FastifyRequest): string {
  return headers['content-type'] === WITHOUT_BOUNDARY
    ? 'The Content-Type of this multipart body names no boundary, so it was read as an urlencoded one, which may have 1 MiB: let your HTTP client set that header.'
    : 'The body is too large; an urlencoded one may have 1 MiB.'
}

function lacksBoundary(contentType = ''): boolean {
  return /^\s*multipart\/form-data\b/i.test(contentType) && !/;\s*boundary=/i.test(contentType)
}

function wrongType(host: Host): string {
  return host === 'kyc'
    ? 'Send the body as multipart/form-data or application/x-www-form-urlencoded; JSON is not taken.'
    : 'Send the body as application/x-www-form-urlencoded; JSON is not taken.'
}

const NO_FILES: ReadonlyMap<string, FilePart> = new Map()

/** The request's form, whichever way it came; on a GET the query. A multipart body has still to be read. */
export function readForm(request: FastifyRequest): SentForm | Promise<SentForm> {
  if ('isMultipart' in request && request.isMultipart()) return readMultipart(request)
  const parsed = request.method === 'GET' ? request.query : request.body
  return { form: lastValues(parsed), files: NO_FILES }
}

/** A field that comes twice: the last one counts (bodies.last-of-a-name). */
function lastValues(parsed: unknown): Form {
  const form = (parsed ?? Object.create(null)) as Record<string, string | string[] | undefined>
  for (const name in form) {
    const value = form[name]
    const last = typeof value === 'object' ? value.at(-1) : value
    form[name] = ownText(last as string)
  }
  return form as Form
}

async function readMultipart(request: FastifyRequest): Promise<SentForm> {
  const form: Record<string, string> = Object.create(null)
  const files = new Map<string, FilePart>()
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        files.delete(part.fieldname)
        form[part.fieldname] =
          typeof part.value === 'string' ? part.value : JSON.stringify(part.value)
        continue
      }
      const bytes = await part.toBuffer()
      // A browser sends an unfilled file input as a part with no name and no bytes (bodies.unfilled-file).
      if (bytes.length > 0 || part.filename !== '') {
        delete form[part.fieldname]
        files.set(part.fieldname, {
          bytes,
          truncated: part.file.truncated,
          name: part.filename ?? '',
        })
      }
      // Without a Content-Length nobody knew before.
      if (request.record.bodyBytes > MULTIPART_LIMIT) throw tooLarge()
    }
  } catch (error) {
    throw multipartRefusal(error as Error)
  }
  return { form, files }
}

function tooLarge(): FlipError {
  const hint = 'The body is larger than 64 MiB; send images under 2,000,000 bytes each.'
  return new FlipError(hostError('kyc', 413, hint))
}

function multipartRefusal(error: Error & { statusCode?: number; code?: string }): Error {
  if (error instanceof FlipError) return error
  if (error.statusCode === 413) {
    const hint = 'The form has too many parts; send only the documented fields and images.'
    return new FlipError(hostError('kyc', 413, hint))
  }
  return new FlipError(
    unreadableBody(
      'kyc',
      error.code === 'FST_PROTO_VIOLATION'
        ? 'A part has the name of something that every JavaScript object has, such as toString: send only the documented fields and images.'
        : 'The multipart body cannot be read: its boundary, its end or a part is broken; let your HTTP client write it.',
    ),
  )
}
