import { STATUS_CODES } from 'node:http'
import { AGENTS_ERRORS, BOUND, KYC_ERRORS, type KycErrorCode } from '../../kyc/error-codes.js'
import type { AttributeRefusal, Refusal } from '../../kyc/refusals.js'
import type { ErrorCode } from '../../requests/logged-request.js'
import type { Host } from './hosts.js'

/** The answer to a call. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  /** For the header `Sandbox-Hint`: one plain ASCII sentence that never repeats what was sent. */
  readonly hint?: string
  /** Flip's codes in it, for the coverage. */
  readonly errors?: readonly ErrorCode[]
}

/** Thrown to answer a call with an error. */
export class FlipError extends Error {
  constructor(readonly answer: Answer) {
    super(answer.hint)
  }
}

/** The codes that are also the HTTP status (errors.kyc-host.status). */
const OWN_STATUS: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 415, 500, 503])

/** The KYC host's answer to a refusal. */
export function kycError({ code, hint, message }: Refusal): Answer {
  return {
    status: OWN_STATUS.has(code) ? code : code === 1011 ? 404 : 422,
    body: { errors: [{ code, message: message ?? KYC_ERRORS[code].message }] },
    hint,
    errors: [{ table: 'kyc', code }],
  }
}

/** One attribute of a payload that fails. */
interface PayloadMistake {
  readonly attribute: string
  readonly code: number
  readonly message: string
  readonly hint: string
}

/** The agents host's answer to mistakes in a payload (errors.agents-host.payload, transfers.errors.shape). */
export function payloadError(
  name: 'VALIDATION_ERROR' | 'BALANCE_INSUFFICIENT',
  table: 'agents' | 'transfer',
  mistakes: readonly PayloadMistake[],
): Answer {
  return {
    status: 422,
    body: {
      code: name,
      errors: mistakes.map(({ attribute, code, message }) => ({ attribute, code, message })),
    },
    hint: `${mistakes.map(({ hint }) => hint.replace(/\.$/, '')).join('; ')}.`,
    errors: mistakes.map(({ code }) => ({ table, code })),
  }
}

/** The answer to mistakes in an agent's payload: every attribute that fails, in the table's order. */
export function validationError(refusals: readonly AttributeRefusal[]): Answer {
  const mistakes = refusals.map(({ bound = '', ...one }) => ({
    ...one,
    message: AGENTS_ERRORS[one.code].message.replace(BOUND, bound),
  }))
  return payloadError('VALIDATION_ERROR', 'agents', mistakes)
}

/** The agents host's messages, by status; of every other one, that of 500. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Your request could not be read.',
  401: 'Your request was made with invalid credentials.',
  404: 'Page not found.',
  413: KYC_ERRORS[413].message,
  415: KYC_ERRORS[415].message,
}

/** The agents host's answer to everything else (errors.agents-host.other-shapes). */
export function agentsError(
  status: number,
  hint: string,
  message: string = MESSAGES[status] ?? KYC_ERRORS[500].message,
): Answer {
  return { status, body: { name: STATUS_CODES[status] ?? 'Error', message, status }, hint }
}

/** The body for what is no HTTP request, in the shape of the host (bodies.http-layer). */
export function unreadableRequest(host: Host, status: number): unknown {
  const message = MESSAGES[400]
  return host === 'kyc'
    ? { errors: [{ code: status, message: KYC_ERRORS[400].message }] }
    : { name: STATUS_CODES[status], message, status }
}

/** An error in the shape of the host. */
export function hostError(
  host: Host,
  code: KycErrorCode & (400 | 401 | 404 | 413 | 415 | 500 | 503),
  hint: string,
): Answer {
  return host === 'kyc' ? kycError({ code, hint }) : agentsError(code, hint)
}

/** The answer to every call but one during maintenance (maintenance.every-other-call). */
export function maintenanceError(host: Host, status: 401 | 503): Answer {
  const hint = 'The sandbox is in maintenance: switch it off with PUT /_sandbox/maintenance.'
  if (host === 'kyc' || status === 401) return hostError(host, status, hint)
  const message = 'Service or server is under maintenance'
  return { status, body: { name: 'SERVICE_UNAVAILABLE', message, status }, hint }
}

/** The answer to a client whose address is not on the company's list, which only a fault causes (faults.ip-not-whitelisted). */
export function notWhitelisted(host: Host): Answer {
  const hint =
    'A fault says that your IP address is not whitelisted: take it away with DELETE /_sandbox/faults.'
  return host === 'kyc'
    ? kycError({ code: 401, message: 'Invalid token', hint })
    : agentsError(401, hint, 'IP is not Whitelisted')
}

/** The answer to a body that cannot be read (errors.unreadable-body). On the agents host, that is a body whose client has gone. */
export function unreadableBody(host: Host, hint: string): Answer {
  return host === 'kyc' ? kycError({ code: 4001, hint }) : agentsError(400, hint)
}

/** The answer with an HTTP status that a scenario or a fault asks for, in the host's shape. */
export function scriptedStatus(host: Host, status: number): Answer {
  const hint = 'This answer was scripted by a scenario or a fault; the call changed nothing.'
  if (host === 'agents') return agentsError(status, hint)
  const code = (Object.hasOwn(KYC_ERRORS, status) ? status : 500) as KycErrorCode
  return { ...kycError({ code, hint }), status }
}
