import type { Test } from 'tap'
import { type SandboxClient, SandboxError } from '../../src/client.js'

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'token_required',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  413: 'too_large',
}

/** Asserts that a control call is refused with this status, its code, and a message that says why. */
export async function refuses(
  t: Test,
  call: Promise<unknown>,
  status: number,
  message: RegExp,
  about = message.source,
): Promise<SandboxError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof SandboxError)) {
    t.fail(`was not refused: ${about}`, { error: error as object })
    return new SandboxError(0, '', '', {})
  }
  t.match(
    { status: error.status, code: error.code, message: error.message },
    { status, code: CODES[status], message },
    about,
  )
  return error
}

/** Everything that is still to happen on the clocks. */
export async function scheduled(sandbox: SandboxClient): Promise<string[]> {
  return (await sandbox.clock.now()).scheduled.map(({ what }) => what)
}
