/** What went wrong, and what to do: a call that the sandbox refused, or one that did not reach it. */
export class SandboxError extends Error {
  /** Always `SandboxError`. */
  override readonly name = 'SandboxError'

  constructor(
    /** HTTP status of the answer, such as 408 for a wait that ran out; null when there was none. */
    readonly status: number | null,
    /**
     * A word for programs: that of the control API, such as `conflict`; `no_sandbox` when something else answered,
     * `no_answer` and `connection_lost` when nothing did, `closed` after `close()`; `no_fetch`, `invalid_url`,
     * `invalid_option`, `invalid_drill` and `cannot_start`.
     */
    readonly code: string,
    message: string,
    /** The whole error object of the answer, `seen` and `scheduled` of a wait included; `url` where no answer came. */
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** The error in a response that is not a success. */
export async function asError(response: Response): Promise<SandboxError> {
  const text = await response.text()
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

/** Node's words for a connection that was there, and ended before the answer did. */
const LOST: readonly unknown[] = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']

/** The error in place of one of fetch's own, of which only an abort stays as it is. */
export function withoutAnswer(url: string, error: unknown): unknown {
  const { name, cause } = error as { name: string; cause?: { code?: unknown } }
  if (name !== 'TypeError') return error
  const why = String(cause?.code ?? 'no connection')
  return LOST.includes(cause?.code)
    ? new SandboxError(
        null,
        'connection_lost',
        `The sandbox at ${url} closed the connection without a whole answer (${why}): it is being closed, or has ended.`,
        { url },
        { cause },
      )
    : new SandboxError(
        null,
        'no_answer',
        `No sandbox answers at ${url} (${why}). Start one with startSandbox() or npx flip-sandbox start, or give the client the URL of the one that runs.`,
        { url },
        { cause },
      )
}
