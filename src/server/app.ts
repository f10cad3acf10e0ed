import type { IncomingMessage } from 'node:http'
import { type Duplex, finished } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { answerHead } from '../control/head.js'
import { controlNotFound, controlRoutes } from '../control/routes.js'
import { pathOf } from '../flip/protocol/hosts.js'
import { flipNotFound } from '../flip/protocol/not-found.js'
import { flipRoutes } from '../flip/routes.js'
import type { Pair } from '../intercept/certificates.js'
import { dashboardRoutes } from './dashboard.js'
import { interceptFlip } from './intercept.js'
import { answerHalfClosed, REQUEST_TIMEOUT } from './listen.js'
import { takePipelinedInTurn } from './pipelined.js'
import { answerAfterBodies } from './refused-bodies.js'
import { answerUnreadable } from './unreadable.js'

/**
 * No route has a Fastify schema, so Fastify need not load its schema compilers. That saves a fifth of the start.
 */
function withoutSchemas(): never {
  throw new Error('Routes of the sandbox have no schemas; see CONTRIBUTING.')
}

/**
 * The whole sandbox as one Fastify app, everything it serves in order. It does not listen.
 * @param certificate with it, the app is a proxy for Flip's own hosts as well
 */
export async function buildApp(
  context: Context,
  certificate: Pair | null = null,
): Promise<FastifyInstance> {
  // Not loaded before, because a command that only calls a sandbox can do without.
  const { default: Fastify } = await import('fastify')
  const app = Fastify({
    requestTimeout: REQUEST_TIMEOUT,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    schemaController: {
      compilersFactory: { buildValidator: withoutSchemas, buildSerializer: withoutSchemas },
    },
    routerOptions: { maxParamLength: 16_384 },
    clientErrorHandler: answerUnreadable,
    // A path that cannot be decoded is answered as an unknown one, in the shape of the API that it was sent to.
    frameworkErrors: (_error, request, reply) =>
      pathOf(request).startsWith('/_sandbox')
        ? controlNotFound(reply as never)
        : flipNotFound(request, reply as never, context.routes),
  })

  answerHalfClosed(app.server)
  if (certificate !== null) interceptFlip(app, certificate, context)
  else app.server.on('connect', refuseToBeAProxy)
  takePipelinedInTurn(app)
  answerAfterBodies(app)
  await app.register((scope) => flipRoutes(scope, context))
  await app.register((scope) => controlRoutes(scope, context), { prefix: '/_sandbox' })
  await app.register(async (scope) => {
    answerHead(scope)
    scope.get('/', (_request, reply) => reply.redirect('/_sandbox/'))
    await dashboardRoutes(scope)
  })
  return app
}

/** Answers CONNECT. It comes from a client whose proxy setting names the sandbox; without an answer the client would only see a closed socket. */
function refuseToBeAProxy(_request: IncomingMessage, socket: Duplex): void {
  const text =
    'The sandbox is not a proxy. Take it out of HTTPS_PROXY and call it by its own URL, or start it with --intercept.\n'
  // Also catches the error when the client has gone meanwhile.
  finished(socket, { readable: false }, () => socket.destroy())
  socket.end(
    `HTTP/1.1 405 Method Not Allowed\r\nallow: GET, POST, PUT, PATCH, DELETE\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
  )
}
