/** A control call that was refused, with the sandbox's message. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'

  constructor(
    /** HTTP status, such as 408 for a wait that ran out. */
    readonly status: number,
    /** A word for programs, such as `conflict`. */
    readonly code: string,
    message: string,
    /** The whole error object, `seen` and `scheduled` of a wait included. */
    readonly details: Readonly<Record<string, unknown>>,
  ) {
    super(message)
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
  return new SandboxError(status, 'no_sandbox', message, {})
}
