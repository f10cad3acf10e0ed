import type { OutgoingHttpHeaders } from 'node:http'
import { finished } from 'node:stream'
import type { Context } from '../../context/context.js'
import type { AnswerFault } from '../../scenarios/scenario.js'
import type { Exchange } from './endpoint.js'
import type { Answer } from './errors.js'

/**
 * Holds a response back on the company's clock; a reset ends it. Once it is let go, it counts as under way until it
 * has been written, so that who moves the clock finds it done.
 * @returns false where the connection ended or a reset came meanwhile
 */
export function holdResponse(
  { agenda, store }: Pick<Context, 'agenda' | 'store'>,
  { reply }: Exchange,
  companyId: number,
  milliseconds: number,
): Promise<boolean> {
  if (reply.raw.destroyed) return Promise.resolve(false)
  return new Promise((resolve) => {
    const key = agenda.nextKey('response')
    const give = (goOn: boolean) => {
      agenda.remove(key)
      reply.raw.off('close', gone)
      resolve(goOn)
    }
    const gone = () => give(false)
    reply.raw.once('close', gone)
    agenda.put({
      key,
      company_id: companyId,
      due: store.now(companyId) + milliseconds,
      run: () => {
        give(true)
        return new Promise((written) => finished(reply.raw, () => written()))
      },
      dropped: () => {
        gone()
        reply.raw.destroy()
      },
    })
  })
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
      socket.resetAndDestroy()
      return
    case 'no-answer':
      if (await wait()) reply.raw.destroy()
      return
    case 'cut-body': {
      const text = Buffer.from(JSON.stringify(body))
      reply.headers({
        'content-type': 'application/json; charset=utf-8',
        'content-length': text.length,
      })
      reply.raw.writeHead(status, reply.getHeaders() as OutgoingHttpHeaders)
      reply.raw.write(text.subarray(0, text.length / 2), () => socket.destroy())
    }
  }
}
