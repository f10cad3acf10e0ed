import type { FastifyInstance } from 'fastify'
import type { SandboxOptions } from '../../options/options.js'
import { PREFIXES, PREFIXES_V3 } from './hosts.js'

/** The headers that a page may send: Flip's own, and those of its money transfer. */
const ALLOWED_HEADERS = [
  'authorization',
  'content-type',
  'request-id',
  'idempotency-key',
  'x-timestamp',
].join(', ')

/** Lets pages of the origins that the options name call the emulated API from a browser. */
export function answerBrowsers(app: FastifyInstance, { cors_origins }: SandboxOptions): void {
  if (cors_origins.length === 0) return
  app.addHook('onRequest', ({ headers: { origin } }, reply, done) => {
    if (origin !== undefined && (cors_origins.includes(origin) || cors_origins.includes('*'))) {
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'sandbox-hint',
        vary: 'origin',
      })
    }
    done()
  })
  for (const prefix of [...Object.values(PREFIXES).flat(), ...PREFIXES_V3]) {
    app.options(`${prefix}/*`, (_request, reply) =>
      reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, POST, PUT',
          'access-control-allow-headers': ALLOWED_HEADERS,
          'access-control-max-age': '600',
        })
        .send(),
    )
  }
}
