import type { ControlErrorCode } from '../control/types.js'

/** Why there was no answer of the control API, as a word for programs. */
export type ClientErrorCode =
  /** Something else answered. */
  | 'no_sandbox'
  /** Nothing answered. */
  | 'no_answer'
  /** The connection ended before the answer did. */
  | 'connection_lost'
  /** The call could not be sent, or its answer not be read. */
  | 'call_failed'
  /** After `close()`. */
  | 'closed'
  | 'no_fetch'
  | 'invalid_url'
  | 'invalid_option'
  | 'invalid_drill'
  | 'cannot_start'

/** What went wrong, and what to do: a call that the sandbox refused, or one that did not reach it. */
export class SandboxError extends Error {
  /** Always `SandboxError`. */
  override readonly name = 'SandboxError'

  constructor(
    /** HTTP status of the answer, such as 408 for a wait that ran out; null when there was none. */
    readonly status: number | null,
    /** A word for programs. These are known; another version of the sandbox may have more. */
    readonly code: ControlErrorCode | ClientErrorCode | (string & {}),
    message: string,
    /** The whole error object of the answer, `seen` and `scheduled` of a wait included; `url` where no answer came. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The body of a response. @throws {SandboxError} when the connection ends before it does */
export async function textOf(response: Response): Promise<string> {
  return response.text().catch((error) => {
    throw withoutAnswer(new URL(response.url).origin, error)
  })
}

/** The error in a response that is not a success. */
export async function asError(response: Response): Promise<SandboxError> {
  const text = await textOf(response)
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    return new SandboxError(response.status, error.code, error.message, { ...error })
  } catch {
    return noSandbox(response)
  }
}

/** The answer does not come from a sandbox. */
export function noSandbox({ url, status }: Response): SandboxError {
  const message = `${url} answered ${status}, but not as a sandbox does; is the URL right?`
  return new SandboxError(status, 'no_sandbox', message)
}

/** Node's words for a sandbox that is not there. */
const NOBODY = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** And for a connection that was there, and ended before the answer did; of one that has begun fetch says `terminated`. */
const LOST = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']

/** The error in place of one of fetch's own, of which only an abort stays as it is. */
export function withoutAnswer(url: string, error: unknown): unknown {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message: string } }
  if (name !== 'TypeError') return error
  const why = cause?.code ?? cause?.message ?? message
  const refusal = (code: string, sentence: string) =>
    new SandboxError(null, code, sentence, { url }, { cause })
  if (/^UND_ERR_(HEADERS|BODY)_TIMEOUT$/.test(why))
    return refusal(
      'call_failed',
      `The sandbox at ${url} has not answered for five minutes, and fetch waits no longer.`,
    )
  if (message === 'terminated' || LOST.includes(why))
    return refusal(
      'connection_lost',
      `The sandbox at ${url} closed the connection without a whole answer (${why}): it is being closed, or has ended.`,
    )
  // A browser tells no cause.
  if (cause === undefined || NOBODY.includes(why))
    return refusal(
      'no_answer',
      `No sandbox answers at ${url} (${why}). Start one with startSandbox() or npx flip-sandbox start, or give the client the URL of the one that runs.`,
    )
  return refusal(
    'call_failed',
    `The sandbox at ${url} could not be called (${why}); correct what this names, or the URL.`,
  )
}
