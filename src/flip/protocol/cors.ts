import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context/context.js'
import { hostOf, PREFIXES, PREFIXES_V3, pathOf } from './hosts.js'
import { flipNotFound, unknownPath } from './not-found.js'
import { send } from './send.js'

/** The headers that a page may send: Flip's own, and those of its money transfer. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'request-id',
  'idempotency-key',
  'x-timestamp',
].join(', ')

function notAmong(origin: string): string {
  return `The origin ${origin} is not among --cors-origins: add it there, and start the sandbox again.`
}

/** Lets pages of the origins that the options name call the emulated API from a browser. */
export function answerBrowsers(
  app: FastifyInstance,
  { options: { cors_origins }, routes }: Pick<Context, 'options' | 'routes'>,
): void {
  if (cors_origins.length === 0) return
  const allows = (origin: string | undefined): origin is string =>
    origin !== undefined && (cors_origins.includes(origin) || cors_origins.includes('*'))
  app.addHook('onRequest', ({ headers: { origin } }, reply, done) => {
    if (allows(origin)) {
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'sandbox-hint',
        vary: 'origin',
      })
    }
    done()
  })
  for (const prefix of [...Object.values(PREFIXES).flat(), ...PREFIXES_V3]) {
    app.options(`${prefix}/*`, (request, reply) => {
      const { origin } = request.headers
      if (origin === undefined) return flipNotFound(request, reply, routes)
      if (!allows(origin))
        return send(reply, unknownPath(hostOf(pathOf(request)), notAmong(origin)))
      return reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, POST, PUT',
          'access-control-allow-headers': ALLOWED_HEADERS,
          'access-control-max-age': '600',
        })
        .send()
    })
  }
}
