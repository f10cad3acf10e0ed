import { type ClientRequest, type IncomingMessage, request as open } from 'node:http'
import type { CallbackAnswer, CallbackFault } from '../kyc/callback.js'
import { afterReal, stopwatch } from '../time/clock.js'
import { connectTo } from './connection.js'
import { explainFailure, isContained, ScriptedFault } from './explain-failure.js'
import { callbackHeaders } from './payload.js'

/** No answer within 30 seconds of real time is a failure (callbacks.time-limit). */
const TIME_LIMIT = 30_000
/** Characters of an answer's head, and of its body, that are kept. */
const ANSWER_LIMIT = 16_384
/** Bytes of headers that an answer may have: debug bars write far more than the 16 KB that Node.js takes by itself. */
const MOST_HEADERS = 256 * 1024

export interface Parcel {
  readonly url: string
  readonly body: string
  readonly fault: CallbackFault | null
}

export type Outcome = { readonly duration: number } & (
  | { readonly answer: CallbackAnswer }
  | { readonly error: string }
)

/**
 * Sends a callback, whatever the answer, once. Never rejects.
 * @param timeLimit real milliseconds until no answer is a failure
 */
export function deliver(
  { url, body, fault }: Parcel,
  signal: AbortSignal,
  timeLimit = TIME_LIMIT,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const elapsed = stopwatch()
    const receiver = new URL(url)
    const request = open({
      createConnection: () => connectTo(receiver),
      path: receiver.pathname + receiver.search,
      method: 'POST',
      headers: callbackHeaders(receiver.host, body),
      maxHeaderSize: MOST_HEADERS,
      signal,
    })
    const finish = (result: { answer: CallbackAnswer } | { error: string }) => {
      cancelLimit()
      resolve({ ...result, duration: elapsed() })
    }
    const fail = (error: Error) => finish({ error: explainFailure(error, url, isContained()) })
    const cancelLimit = afterReal(timeLimit, () => {
      finish({
        error: `The receiver gave no answer within ${timeLimit / 1000} s; answer 200 first and work afterwards.`,
      })
      request.destroy()
    })
    request.on('error', fail)
    request.on('response', (response) => {
      response.on('error', fail)
      readAnswer(response, (answer) => finish({ answer }))
    })
    if (fault === 'cut-body') {
      const reason = 'The body was cut in half on purpose (fault cut-body).'
      breakAfter(request, body.slice(0, body.length / 2), reason)
    } else if (fault === 'connection-closed') {
      const reason =
        'The connection was closed before the answer on purpose (fault connection-closed).'
      breakAfter(request, body, reason)
    } else request.end(body)
  })
}

/** Writes the text, lets it go out, and then breaks the connection. */
function breakAfter(request: ClientRequest, text: string, reason: string): void {
  request.write(text, () => request.destroy(new ScriptedFault(reason)))
}

/** Reads an answer to its end. */
function readAnswer(response: IncomingMessage, done: (answer: CallbackAnswer) => void): void {
  const { httpVersion, statusCode = 0, statusMessage, rawHeaders } = response
  const lines = [`HTTP/${httpVersion} ${statusCode} ${statusMessage}`]
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`)
  // Node.js reads headers as Latin-1, most receivers write UTF-8.
  const head = Buffer.from(lines.join('\r\n').slice(0, ANSWER_LIMIT), 'latin1').toString()
  let body = ''
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    if (body.length < ANSWER_LIMIT) body += text.slice(0, ANSWER_LIMIT - body.length)
  })
  response.on('end', () => done({ status: statusCode, raw: `${head}\r\n\r\n${body}` }))
}
