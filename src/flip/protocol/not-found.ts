import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Route } from '../../scenarios/fault-path.js'
import { type Answer, hostError } from './errors.js'
import { type Host, hostOf, PREFIXES, PREFIXES_V3, pathOf } from './hosts.js'
import { meantEndpoint } from './meant-endpoint.js'
import { send } from './send.js'

/** Answers unknown paths, with any body. The body is not read. */
export function answerUnknownPaths(app: FastifyInstance, routes: readonly Route[]): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
  // Fastify refuses a malformed Content-Type before it looks for a parser.
  app.setErrorHandler((_error, request, reply) => flipNotFound(request, reply, routes))
  app.setNotFoundHandler((request, reply) => flipNotFound(request, reply, routes))
}

/** A path, or a method on a known path, that Flip does not have (errors.unknown-method). */
export function flipNotFound(
  request: FastifyRequest,
  reply: FastifyReply,
  routes: readonly Route[],
): FastifyReply {
  const path = pathOf(request)
  const answer = unknownPath(hostOf(path), meantEndpoint(request.method, path, routes))
  return send(reply, isPreflight(request) ? { ...answer, hint: PREFLIGHT } : answer)
}

const PREFLIGHT =
  'A browser asks whether a page may call this API, and Flip answers no such question: start the sandbox with --cors-origins, or call it from your server.'

function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** The answer to a path that a host does not have. @param meant which one was probably meant */
export function unknownPath(host: Host, meant: string | null = null): Answer {
  return hostError(host, 404, meant ?? NOWHERE)
}

const [test, live] = [0, 1].map((mode) =>
  [PREFIXES.agents, PREFIXES_V3, PREFIXES.kyc].map((prefixes) => prefixes[mode]).join(', '),
)
const NOWHERE = `No endpoint has this method and path: the emulated API lies under ${test} and, as in live mode, ${live}; the sandbox's own is described at /_sandbox/docs.`
