import type { FastifyReply, FastifyRequest } from 'fastify'
import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { agentsError, kycError } from './errors.js'
import { hostOf, PREFIXES } from './hosts.js'

/** A path, or a method on a known path, that Flip does not have (contract section 5). */
export function flipNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const host = hostOf(request.url)
  const bases = `${PREFIXES.agents[0]} and ${PREFIXES.kyc[0]}`
  const hint = `No endpoint has this method and path: the emulated API lies under ${bases}, the sandbox's own under /_sandbox/docs.`
  const { status, body } = host === 'kyc' ? kycError({ code: 404, hint }) : agentsError(404, hint)
  return reply.code(status).header('sandbox-hint', hint).send(body)
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '5',
    ['R'],
    'Agents host: an unknown page is 404 with name Not Found and message "Page not found."',
  ),
  documented('5', ['R'], 'KYC host: an unknown path is 404 with the code 404.'),
  assumed('5', 'An unknown method on a known path is an unknown path; so are HEAD and OPTIONS.'),
  assumed('5', 'An unknown path is 404 with or without a valid key.'),
  assumed('1', 'Paths are compared with their case, and a slash at the end makes another path.'),
  assumed(
    '1',
    'An id of more than 200 characters, or a broken percent-encoding, makes an unknown path.',
  ),
]
