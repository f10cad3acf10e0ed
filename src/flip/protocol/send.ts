import type { FastifyReply } from 'fastify'
import { jsonOf } from '../../lib/json-text.js'
import type { Exchange } from './endpoint.js'
import type { Answer } from './errors.js'

/** Every 401 says how to authenticate, because HTTP demands it (auth.challenge). */
export function addChallenge(reply: FastifyReply, status: number): void {
  if (status === 401) reply.header('www-authenticate', 'Basic realm="Flip"')
}

/** Sends an answer with its hint, and keeps it for the request log. */
export function send(reply: FastifyReply, { status, body, hint, errors }: Answer): FastifyReply {
  // A header takes only ASCII, and a file name in the hint may have more.
  if (hint !== undefined) reply.header('sandbox-hint', hint.replace(/[^ -~]/g, '?'))
  addChallenge(reply, status)
  const text = jsonOf(body)
  // A request that the router could not read has no record.
  const { record } = reply.request
  if (record) {
    record.response = text
    if (errors !== undefined) record.exercised.errors = errors
  }
  return reply.code(status).type('application/json; charset=utf-8').send(text)
}

/** Sends an answer, or spoils it as the call's fault says. */
export async function answer(
  { request: { record }, reply }: Exchange,
  answer: Answer,
): Promise<void> {
  if (record.spoil === null) send(reply, answer)
  else await record.spoil(answer)
}
