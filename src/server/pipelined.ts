import type { FastifyInstance } from 'fastify'
import { afterRealInBackground, nextTurn } from '../time/clock.js'

/** Real milliseconds after which it is looked again whether a client has read. */
const LOOK_AGAIN = 50

/**
 * Of requests that come on a connection behind one that is not answered yet, one is begun at each turn of the event loop,
 * so that others are answered meanwhile. While the client does not read what it was answered, none is, so that answers
 * do not pile up. A closing app begins no more.
 */
export function takePipelinedInTurn(app: FastifyInstance): void {
  const waiting: (() => void)[] = []
  const next = () => {
    waiting[0]?.()
    waiting.shift()
    if (waiting.length > 0) nextTurn(next)
  }
  const wait = (begin: () => void) => {
    if (waiting.push(begin) === 1) nextTurn(next)
  }
  app.addHook('onRequest', ({ raw: { socket } }, reply, done) => {
    // A response gets the socket when it is its turn.
    if (reply.raw.socket !== null) return done()
    const begin = () => {
      if (!socket.writableNeedDrain) done()
      else afterRealInBackground(LOOK_AGAIN, () => wait(begin))
    }
    wait(begin)
  })
  app.addHook('preClose', (done) => {
    waiting.length = 0
    done()
  })
}
