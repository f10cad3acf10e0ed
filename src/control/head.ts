import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError } from './control-error.js'

/**
 * Answers `HEAD` as `GET`, for clients that check whether something exists. Node leaves out the body.
 * @param not routes that would wait, or collect much, for nothing
 */
export function answerHead(app: FastifyInstance, not: readonly string[] = []): void {
  app.addHook('onRoute', function ({ method, routePath: url, config = {}, handler }) {
    if (method !== 'GET') return
    this.route({ method: 'HEAD', url, config, handler: not.includes(url) ? refuse : handler })
  })
}

function refuse(_request: FastifyRequest, reply: FastifyReply): never {
  reply.header('allow', 'GET')
  throw new ControlError(405, 'method_not_allowed', 'This call has no HEAD; send GET.')
}
