import type { FastifyReply, FastifyRequest } from 'fastify'
import { agentsError, kycError } from './errors.js'
import { hostOf, PREFIXES } from './hosts.js'

/** A path, or a method on a known path, that Flip does not have (contract section 5). */
export function flipNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const host = hostOf(request.url)
  const bases = `${PREFIXES.agents[0]} and ${PREFIXES.kyc[0]}`
  const hint = `No endpoint has this method and path. The emulated API lies under ${bases}; the sandbox's own under /_sandbox/docs.`
  const { status, body } = host === 'kyc' ? kycError({ code: 404, hint }) : agentsError(404, hint)
  return reply.code(status).header('sandbox-hint', hint).send(body)
}
