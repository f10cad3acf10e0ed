import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, hostError } from './errors.js'
import { type Host, hostOf, PREFIXES, pathOf } from './hosts.js'
import { send } from './send.js'

/** Answers unknown paths, with any body. The body is not read. */
export function answerUnknownPaths(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
  // Fastify refuses a malformed Content-Type before it looks for a parser.
  app.setErrorHandler((_error, request, reply) => flipNotFound(request, reply))
  app.setNotFoundHandler(flipNotFound)
}

/** A path, or a method on a known path, that Flip does not have (errors.unknown-method). */
export function flipNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request)
  const answer = unknownPath(hostOf(path), hintFor(path))
  return send(reply, isPreflight(request) ? { ...answer, hint: PREFLIGHT } : answer)
}

/** Paths that Flip's own texts or clients print and that do not exist (transfers.paths.hints). */
function hintFor(path: string): string | undefined {
  if (/\/agent-disbursement(\/|$)/.test(path))
    return 'The path is in the plural: /agent-disbursements.'
  if (/\/v3\/disbursement\/bank-account-inquiry$/.test(path))
    return 'The account inquiry lies under v2 alone: /v2/disbursement/bank-account-inquiry.'
  if (/\/v2\/get-disbursement$/.test(path))
    return 'get-disbursement lies under v3 alone: /v3/get-disbursement.'
  return undefined
}

const PREFLIGHT =
  'A browser asks whether a page may call this API, and Flip answers no such question: start the sandbox with --cors-origins, or call it from your server.'

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** The answer to a path that a host does not have. */
export function unknownPath(host: Host, special?: string): Answer {
  const bases = `${PREFIXES.agents[0]} and ${PREFIXES.kyc[0]}`
  const hint = `No endpoint has this method and path: the emulated API lies under ${bases}, the sandbox's own under /_sandbox/docs.`
  return hostError(host, 404, special ?? hint)
}
