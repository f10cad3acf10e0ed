import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context/context.js'
import { ALL_COMPANIES, type Company } from '../../kyc/company.js'
import { whenOver } from '../../lib/exchange-end.js'
import type { Exercised, LoggedFacts, LoggedTexts } from '../../requests/logged-request.js'
import { BODY_KEPT } from '../../requests/request-log.js'
import type { Store } from '../../store/store.js'
import { stopwatch } from '../../time/clock.js'
import type { Answer } from './errors.js'
import { type Hide, hiding, secretsOf, withoutUser } from './hide-keys.js'

/** What is noted about a call while it is answered. */
export interface RequestRecord {
  company: Company | null
  agentId: number | null
  elapsed: () => number
  seq: number
  body: string
  bodyBytes: number
  response: string
  readonly exercised: { -readonly [K in keyof Exercised]: Exercised[K] }
  /** Ends the call in the way a fault asks for, once it has taken effect. */
  spoil: ((answer: Answer) => Promise<void>) | null
}

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord
  }
}

const CREDENTIALS: readonly string[] = ['authorization', 'proxy-authorization']
const NONE: readonly never[] = []

/** Writes every call of the emulated API into the request log, once its connection is done with it. */
export function recordRequests(app: FastifyInstance, { requests, store }: Context): void {
  app.decorateRequest('record')

  app.addHook('onRequest', (request, reply, done) => {
    const record: RequestRecord = {
      company: null,
      agentId: null,
      elapsed: stopwatch(),
      seq: store.state.seq,
      body: '',
      bodyBytes: 0,
      response: '',
      exercised: { endpoint: null, errors: NONE, fault: null },
      spoil: null,
    }
    request.record = record
    whenOver(reply.raw, () => {
      const hide = hiding(secretsOf(record.company, store))
      requests.add(factsOf(request, reply, store, hide), textsOf(request, reply, hide))
    })
    done()
  })

  // The last hook before the body is parsed, and no promise: what listens makes the body flow.
  app.addHook('preParsing', ({ raw, record }, _reply, payload, done) => {
    raw.on('data', (chunk: Buffer) => noteBody(record, chunk))
    done(null, payload)
  })
}

/** Notes the next piece of a body, byte by byte. */
function noteBody(record: RequestRecord, bytes: Buffer): void {
  const room = BODY_KEPT - record.body.length
  if (room > 0) record.body += bytes.toString('latin1', 0, Math.min(room, bytes.length))
  record.bodyBytes += bytes.length
}

function factsOf(
  { record, raw, url, method }: FastifyRequest,
  reply: FastifyReply,
  store: Store,
  hide: Hide,
): Omit<LoggedFacts, 'id'> {
  return {
    at: store.now(record.company?.id ?? ALL_COMPANIES),
    seq: record.seq,
    company_id: record.company?.id ?? null,
    agent_id: record.agentId ?? idInPath(url),
    method,
    path: hide(url.replace(/^https?:\/\/[^/?#]*/i, '')),
    request_id: hide(oneText(raw.headers['request-id'])),
    status: reply.raw.headersSent ? reply.raw.statusCode : null,
    duration: record.elapsed(),
    hint: hide(oneText(reply.getHeader('sandbox-hint'))),
    body_bytes: record.bodyBytes,
    exercised: record.exercised,
  }
}

function textsOf({ record, raw }: FastifyRequest, reply: FastifyReply, hide: Hide): LoggedTexts {
  return {
    head: hide(headOf(raw)),
    body: hide(record.body),
    response_head: hide(responseHead(reply)),
    response: hide(record.response),
  }
}

/** The agent that a path names: calls that were refused before it was looked for belong to it as well. */
function idInPath(path: string): number | null {
  const id = /\/(?:users|agents)\/(\d{1,15})(?![^/?])/.exec(path)?.[1]
  return id === undefined ? null : Number(id)
}

function oneText(header: unknown): string | null {
  return typeof header === 'string' ? header : null
}

/** Request line and headers in their order; of the key, no more than that there was one. */
function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  let head = `${method} ${withoutUser(url as string)} HTTP/${httpVersion}`
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string
    const secret = CREDENTIALS.includes(name.toLowerCase())
    head += `\r\n${name}: ${secret ? '[redacted]' : rawHeaders[index + 1]}`
  }
  return head
}

/** Status line and headers as the sandbox has set them; `""` where nothing was answered. */
function responseHead(reply: FastifyReply): string {
  const { headersSent, statusCode, statusMessage } = reply.raw
  if (!headersSent) return ''
  const headers = reply.getHeaders() as Readonly<Record<string, unknown>>
  let head = `HTTP/1.1 ${statusCode} ${statusMessage}`
  for (const name in headers) head += `\r\n${name}: ${headers[name]}`
  return head
}
