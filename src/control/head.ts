import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ControlError } from './control-error.js'

/**
 * `HEAD` answers as `GET` does, for whoever looks whether something is there; Node leaves the body out.
 * @param not routes that would have to wait, or to gather much, for nothing
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
