import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { type Answer, hostError } from './errors.js'
import { type Host, hostOf, PREFIXES, pathOf } from './hosts.js'
import { send } from './send.js'

/** Answers what is nowhere, whatever is sent along: its body is let go unread. */
export function answerUnknownPaths(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
  // A Content-Type that is none is refused before any parser is asked.
  app.setErrorHandler((_error, request, reply) => flipNotFound(request, reply))
  app.setNotFoundHandler(flipNotFound)
}

/** A path, or a method on a known path, that Flip does not have (contract section 5). */
export function flipNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return send(reply, unknownPath(hostOf(pathOf(request))))
}

/** The answer to a path that a host does not have. */
export function unknownPath(host: Host): Answer {
  const bases = `${PREFIXES.agents[0]} and ${PREFIXES.kyc[0]}`
  const hint = `No endpoint has this method and path: the emulated API lies under ${bases}, the sandbox's own under /_sandbox/docs.`
  return hostError(host, 404, hint)
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
    'A broken percent-encoding, or an id that is empty or has more than 16,384 characters, makes an unknown path.',
  ),
]
