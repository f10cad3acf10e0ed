import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { afterReal } from '../time/clock.js'

/** How much of a body is read only to be thrown away, in bytes and in real milliseconds. */
const LIMITS = { bytes: 1024 * 1024 * 1024, time: 10_000 }

/**
 * An answer that does not need the body comes after it nevertheless: many clients write to the end before they read,
 * and would see a broken connection instead. Who is not done in time gets the answer, and the connection is closed.
 */
export function answerAfterBodies(app: FastifyInstance, limits = LIMITS): void {
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (raw.complete || !hasBody(raw)) return done(null, payload)
    let bytes = 0
    const count = (chunk: Buffer | string) => {
      bytes += chunk.length
      if (bytes > limits.bytes) giveUp()
    }
    const answer = () => {
      cancelTime()
      forget()
      raw.off('data', count)
      done(null, payload)
    }
    const giveUp = () => {
      reply.header('connection', 'close')
      answer()
    }
    const cancelTime = afterReal(limits.time, giveUp)
    const forget = finished(raw, { writable: false }, answer)
    raw.unpipe().on('data', count).resume()
  })
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
}
