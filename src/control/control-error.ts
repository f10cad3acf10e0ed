/** Thrown to answer a control call with an error, as `{"error":{"code","message"}}`. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    /** A word for programs, such as `not_found`. */
    readonly code: string,
    /** What is wrong and what to do, for people. */
    message: string,
    /** More for programs, beside code and message. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }
}

export function invalid(message: string): ControlError {
  return new ControlError(400, 'invalid_request', message)
}

export function notFound(what: string, remedy: string): ControlError {
  return new ControlError(404, 'not_found', `There is no ${what}. ${remedy}`)
}

export function conflict(message: string): ControlError {
  return new ControlError(409, 'conflict', message)
}
