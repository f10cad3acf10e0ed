import { Readable } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import type { CallbackAnswer, CallbackFault } from '../kyc/callback.js'
import { afterReal, realDelay, stopwatch } from '../time/clock.js'
import { explainFailure, isContained, ScriptedFault } from './explain-failure.js'
import { lookUp } from './look-up.js'
import { callbackHeaders } from './payload.js'

/** No answer within 30 seconds of real time is a failure (callbacks.time-limit). */
export const TIME_LIMIT = 30_000
/** How many characters of an answer's head, and of its body, are kept. */
const ANSWER_LIMIT = 16_384
/** How many bytes of headers an answer may have. Debug bars write far more than the usual 16 KB. */
const MOST_HEADERS = 256 * 1024
/** Real milliseconds to connect to each address of a name. A busy sandbox may need more than Node's quarter of a second. */
const ADDRESS_LIMIT = 10_000
/** Connections to one receiver at a time. */
const CONNECTIONS = 256

/** What to send, and where to. */
export interface Message {
  readonly url: string
  readonly body: string
  readonly fault: CallbackFault | null
}

export type Outcome = { readonly duration: number } & (
  | { readonly answer: CallbackAnswer }
  | { readonly error: string }
)

/** Loaded by the first callback and not at the start, because undici takes as long to load as Fastify. */
let agent: Promise<Agent> | null = null

async function openAgent(): Promise<Agent> {
  const { Agent } = await import('undici')
  return new Agent({
    connections: CONNECTIONS,
    // Each callback gets its own connection, which ends with it.
    pipelining: 0,
    maxHeaderSize: MOST_HEADERS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      lookup: lookUp,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ADDRESS_LIMIT,
      timeout: 0,
    },
  })
}

/** A delivery under way. */
export interface Delivery {
  /** What came of it. Never rejects. */
  readonly outcome: Promise<Outcome>
  /** Ends it: its outcome is a failure. */
  readonly cancel: () => void
}

/**
 * Sends a callback once, whatever the answer is.
 * @param timeLimit real milliseconds to wait for the answer
 */
export function deliver(message: Message, timeLimit = TIME_LIMIT): Delivery {
  const elapsed = stopwatch()
  let settle: (outcome: Outcome) => void
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve
  })
  const finish = (result: { answer: CallbackAnswer } | { error: string }) => {
    cancelLimit()
    settle({ ...result, duration: elapsed() })
  }
  const broken = breaks(message.fault)
  const answer = new AnswerReader(
    // A receiver on the same machine may answer in the moment before the connection breaks: nobody hears it.
    (result) => finish(broken === undefined ? { answer: result } : { error: broken }),
    (error) => finish({ error: explainFailure(error, message.url, isContained()) }),
  )
  const cancelLimit = afterReal(timeLimit, () => {
    finish({
      error: `The receiver gave no answer within ${timeLimit / 1000} s; store the callback, answer 200, and do slow work afterwards.`,
    })
    answer.abort(new Error('timed out'))
  })
  agent ??= openAgent()
  agent
    .then((dispatcher) => dispatcher.dispatch(requestOf(message), answer))
    .catch((error: Error) => {
      agent = null
      answer.abort(error)
    })
  return { outcome, cancel: () => answer.abort(new Error('cancelled')) }
}

function requestOf(message: Message): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(message.url)
  return {
    origin,
    path: pathname + search,
    method: 'POST',
    headers: callbackHeaders(message.body),
    body: bodyOf(message),
  }
}

/** Reads the receiver's answer to its end. */
class AnswerReader implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null
  #aborted: Error | null = null
  #head = ''
  #status = 0
  #body = ''
  readonly #decoder = new TextDecoder()

  constructor(
    readonly done: (answer: CallbackAnswer) => void,
    readonly failed: (error: Error) => void,
  ) {}

  abort(reason: Error): void {
    this.#aborted ??= reason
    this.#controller?.abort(reason)
    this.failed(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#aborted !== null) controller.abort(this.#aborted)
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    _headers: unknown,
    statusText?: string,
  ): void {
    const raw = controller.rawHeaders as unknown as Buffer[]
    const lines = [`HTTP/1.1 ${status} ${statusText}`]
    for (let index = 0; index < raw.length; index += 2)
      lines.push(`${raw[index]}: ${raw[index + 1]}`)
    this.#status = status
    this.#head = lines.join('\r\n').slice(0, ANSWER_LIMIT)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body.length < ANSWER_LIMIT)
      this.#body += this.#decoder.decode(chunk, { stream: true })
  }

  onResponseEnd(): void {
    const body = this.#body.slice(0, ANSWER_LIMIT)
    this.done({ status: this.#status, raw: `${this.#head}\r\n\r\n${body}` })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.failed(error)
  }
}

/** The body to write, spoiled when the callback has a fault. */
function bodyOf({ body, fault }: Message): string | Readable {
  const reason = breaks(fault)
  if (reason === undefined) return body
  return breaking(fault === 'cut-body' ? body.slice(0, body.length / 2) : body, reason)
}

/** Why the connection of a callback with this fault breaks. */
function breaks(fault: CallbackFault | null): string | undefined {
  switch (fault) {
    case 'cut-body':
      return 'The body was cut in half on purpose (fault cut-body).'
    case 'connection-closed':
      return 'The connection was closed before the answer on purpose (fault connection-closed).'
  }
}

/** Writes the text, lets it be sent, and then breaks the connection. */
function breaking(text: string, reason: string): Readable {
  async function* bytes(): AsyncGenerator<string> {
    yield text
    await realDelay(0)
    throw new ScriptedFault(reason)
  }
  return Readable.from(bytes())
}
