import { Readable } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import type { CallbackAnswer, CallbackFault } from '../kyc/callback.js'
import { afterReal, stopwatch } from '../time/clock.js'
import { explainFailure, isContained, ScriptedFault } from './explain-failure.js'
import { CALLBACK_HEADERS } from './payload.js'

/** No answer within 30 seconds of real time is a failure (callbacks.time-limit). */
const TIME_LIMIT = 30_000
/** Characters of an answer's body that are kept. */
const ANSWER_LIMIT = 16_384

export interface Parcel {
  readonly url: string
  readonly body: string
  readonly fault: CallbackFault | null
}

export type Outcome = { readonly duration: number } & (
  | { readonly answer: CallbackAnswer }
  | { readonly error: string }
)

/** Sends callbacks over real connections. */
export class Delivery {
  #agent: Promise<Agent> | null = null

  /** @param timeLimit real milliseconds until no answer is a failure */
  constructor(readonly timeLimit = TIME_LIMIT) {}

  /** Sends one, whatever the answer, once. Never rejects. */
  async send(parcel: Parcel, signal: AbortSignal): Promise<Outcome> {
    this.#agent ??= openAgent()
    return this.#dispatch(await this.#agent, parcel, signal)
  }

  #dispatch(agent: Agent, parcel: Parcel, signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve) => {
      const elapsed = stopwatch()
      const { origin, pathname, search } = new URL(parcel.url)
      let finish = (result: { answer: CallbackAnswer } | { error: string }) => {
        finish = () => {}
        cancelLimit()
        signal.removeEventListener('abort', onAbort)
        resolve({ ...result, duration: elapsed() })
      }
      const answer = new AnswerReader(
        (result) => finish(result),
        (error) => finish({ error: explainFailure(error, parcel.url, isContained()) }),
      )
      const onAbort = () => answer.abort(new Error('cancelled'))
      signal.addEventListener('abort', onAbort, { once: true })
      const cancelLimit = afterReal(this.timeLimit, () => {
        finish({
          error: `The receiver gave no answer within ${this.timeLimit / 1000} s; answer 200 first and work afterwards.`,
        })
        answer.abort(new Error('timed out'))
      })
      if (signal.aborted) return onAbort()
      agent.dispatch(
        {
          origin,
          path: pathname + search,
          method: 'POST',
          headers: {
            ...CALLBACK_HEADERS,
            'content-length': String(Buffer.byteLength(parcel.body)),
          },
          body: bodyFor(parcel),
        },
        answer,
      )
    })
  }

  async close(): Promise<void> {
    await (await this.#agent)?.destroy()
  }
}

/** undici takes as long to load as Fastify: the first callback loads it, not every start. */
async function openAgent(): Promise<Agent> {
  const { Agent } = await import('undici')
  return new Agent({
    connections: 256,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: TIME_LIMIT },
  })
}

/** Reads an answer to its end. */
class AnswerReader implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null
  #aborted: Error | null = null
  #head = ''
  #status = 0
  #body = ''
  readonly #decoder = new TextDecoder()

  constructor(
    readonly done: (result: { answer: CallbackAnswer }) => void,
    readonly failed: (error: Error) => void,
  ) {}

  abort(reason: Error): void {
    this.#aborted = reason
    if (this.#controller === null) this.failed(reason)
    else this.#controller.abort(reason)
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
    this.#head = lines.join('\r\n')
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#body.length < ANSWER_LIMIT)
      this.#body += this.#decoder.decode(chunk, { stream: true })
  }

  onResponseEnd(): void {
    const body = this.#body.slice(0, ANSWER_LIMIT)
    this.done({ answer: { status: this.#status, raw: `${this.#head}\r\n\r\n${body}` } })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.failed(error)
  }
}

/** The body to write, spoiled where the scenario says so. */
function bodyFor({ body, fault }: Parcel): string | Readable {
  switch (fault) {
    case 'cut-body':
      return ending(
        body.slice(0, body.length / 2),
        'The body was cut in half on purpose (fault cut-body).',
      )
    case 'connection-closed':
      return ending(
        body,
        'The connection was closed before the answer on purpose (fault connection-closed).',
      )
    default:
      return body
  }
}

/** Writes the text, lets it go out, and then breaks the connection. */
function ending(text: string, reason: string): Readable {
  async function* bytes(): AsyncGenerator<string> {
    yield text
    await new Promise((resolve) => setImmediate(resolve))
    throw new ScriptedFault(reason)
  }
  return Readable.from(bytes())
}
