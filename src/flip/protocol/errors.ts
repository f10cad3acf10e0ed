import {
  type AttributeRefusal,
  FLIP_ERRORS,
  type FlipErrorCode,
  type Refusal,
} from '../../kyc/refusals.js'
import type { Host } from './hosts.js'

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  /** For the header `Sandbox-Hint`: one plain ASCII sentence that never repeats what was sent. */
  readonly hint?: string
}

/** A refusal on its way out of a handler. */
export class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(answer.hint)
  }
}

/** The statuses that are their own code (errors.kyc-host.status). */
const STATUS_CODES: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 415, 500, 503])

/** KYC host: the one failing check. */
export function kycError({ code, hint, message }: Refusal): Answer {
  return {
    status: STATUS_CODES.has(code) ? code : code === 1011 ? 404 : 422,
    body: { errors: [{ code, message: message ?? FLIP_ERRORS[code].message }] },
    hint,
  }
}

/** Agents host: every failing attribute, in the table's order. */
export function validationError(refusals: readonly AttributeRefusal[]): Answer {
  return {
    status: 422,
    body: {
      code: 'VALIDATION_ERROR',
      errors: refusals.map(({ attribute, code }) => ({
        attribute,
        code,
        message: FLIP_ERRORS[code].message,
      })),
    },
    hint: `${refusals.map(({ hint }) => hint.replace(/\.$/, '')).join('; ')}.`,
  }
}

const NAMES: Readonly<Record<number, readonly [name: string, message: string]>> = {
  400: ['Bad Request', 'Your request could not be read.'],
  401: ['Unauthorized', 'Your request was made with invalid credentials.'],
  404: ['Not Found', 'Page not found.'],
  413: ['Payload Too Large', FLIP_ERRORS[413].message],
  415: ['Unsupported Media Type', FLIP_ERRORS[415].message],
  500: ['Internal Server Error', FLIP_ERRORS[500].message],
  503: ['Service Unavailable', FLIP_ERRORS[503].message],
}

/** Agents host: whatever is no mistake in the payload. */
export function agentsError(status: number, hint: string, message?: string): Answer {
  const [name, usual] = NAMES[status] ?? ['Error', FLIP_ERRORS[500].message]
  return { status, body: { name, message: message ?? usual, status }, hint }
}

/** The same fault in the shape of the host that it came to. */
export function hostError(
  host: Host,
  code: FlipErrorCode & (400 | 401 | 404 | 413 | 415 | 500 | 503),
  hint: string,
): Answer {
  return host === 'kyc' ? kycError({ code, hint }) : agentsError(code, hint)
}

/** A body that cannot be read (errors.unreadable-body). On the agents host it is one whose client has gone. */
export function unreadableBody(host: Host, hint: string): Answer {
  return host === 'kyc' ? kycError({ code: 4001, hint }) : agentsError(400, hint)
}

/** A status that a scenario or a fault asks for, whichever it is, in the host's shape. */
export function scriptedStatus(host: Host, status: number): Answer {
  const hint = 'This answer was scripted by a scenario or a fault; the call changed nothing.'
  if (host === 'agents') return agentsError(status, hint)
  const code = (Object.hasOwn(FLIP_ERRORS, status) ? status : 500) as FlipErrorCode
  return { ...kycError({ code, hint }), status }
}
