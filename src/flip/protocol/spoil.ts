import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Context } from '../../context/context.js'
import { whenLeft, whenOver } from '../../lib/exchange-end.js'
import { jsonOf } from '../../lib/json-text.js'
import type { AnswerFault } from '../../scenarios/scenario.js'
import type { Exchange } from './endpoint.js'
import type { Answer } from './errors.js'
import { addChallenge } from './send.js'

/** Milliseconds after which a call without an answer is closed, unless its fault says otherwise. */
export const SILENCE = 60_000

/** Ends the holding of a response that has been let go and not written yet. */
const letGo = new WeakMap<ServerResponse, () => void>()

/**
 * Holds a response back on the company's clock; a reset ends it. Once it is let go, it counts as under way until it
 * has been written, so that who moves the clock finds it done. A client that ends its side of the connection meanwhile
 * counts as gone: a call that gave up waiting looks the same as one that still reads, and giving up is what a latency
 * is for.
 * @returns false where the client has left or a reset came meanwhile; then the connection is closed
 */
export function holdResponse(
  { agenda, store }: Pick<Context, 'agenda' | 'store'>,
  { reply }: Exchange,
  companyId: number,
  milliseconds: number,
): Promise<boolean> {
  // A response that is held once more is no longer under way.
  letGo.get(reply.raw)?.()
  return new Promise((resolve) => {
    const key = agenda.nextKey('response')
    let held = true
    const give = (goOn: boolean) => {
      if (!held) return
      held = false
      agenda.remove(key)
      if (!goOn) reply.raw.destroy()
      resolve(goOn)
    }
    const gone = () => give(false)
    whenLeft(reply.raw, gone)
    agenda.put({
      key,
      company_id: companyId,
      due: store.now(companyId) + milliseconds,
      run: () => {
        give(true)
        return new Promise((written) => {
          letGo.set(reply.raw, written)
          whenOver(reply.raw, written)
        })
      },
      dropped: gone,
    })
  })
}

/** Resets a connection. Inside TLS, Node.js can only cut it off, which clients take for the same. */
export function resetConnection(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}

/** Ends a call in the way that a scenario or a fault asks for, instead of sending its answer. */
export async function spoil(
  fault: AnswerFault,
  { request, reply }: Exchange,
  { status, body }: Answer,
  wait: () => Promise<boolean>,
): Promise<void> {
  reply.hijack()
  const { socket } = request.raw
  switch (fault) {
    case 'connection-reset':
      resetConnection(socket)
      return
    case 'no-answer':
      if (await wait()) reply.raw.destroy()
      return
    case 'cut-body': {
      addChallenge(reply, status)
      const text = Buffer.from(jsonOf(body))
      reply.headers({
        'content-type': 'application/json; charset=utf-8',
        'content-length': text.length,
      })
      reply.raw.writeHead(status, reply.getHeaders() as OutgoingHttpHeaders)
      reply.raw.write(text.subarray(0, text.length / 2), () => socket.destroy())
    }
  }
}
