import { Count } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { formatDuration } from '../time/duration.js'
import { ANSWER_FAULTS } from './scenario.js'

/** The faults that have a name: what they do to a call's connection, or Flip's refusal of an address. */
export const FAULT_KINDS = [...ANSWER_FAULTS, 'upload-cut', 'ip-not-whitelisted'] as const

/** What each of them does. */
export const FAULT_MEANINGS: Readonly<Record<(typeof FAULT_KINDS)[number], string>> = {
  'no-answer':
    'The call takes effect; no answer comes, and after `latency` the connection is closed.',
  'connection-reset': 'The call takes effect; then the connection is reset.',
  'cut-body':
    'The call takes effect; the JSON answer breaks off in the middle, and the connection with it.',
  'upload-cut': 'The connection breaks while the body is read; the call changes nothing.',
  'ip-not-whitelisted':
    'The 401 that Flip answers to an IP address that the company has not listed; the call changes nothing.',
}

export const METHODS = ['GET', 'POST', 'PUT'] as const

/** The properties of a fault that the state and the control API share. (`latency` is a number in one and a text in the other.) */
export const faultFacts = {
  id: Type.String({
    pattern: '^fault-[0-9]+$',
    description: 'Names it in changes, and where it is removed.',
  }),
  method: Type.Nullable(Type.OneOf(METHODS), {
    description: 'The HTTP method of the calls; null: any.',
  }),
  path: Type.Nullable(Type.String({ minLength: 1 }), {
    description: 'The path of the calls; `*` and `:id` stand for anything. Null: any.',
  }),
  nth: Type.Nullable(Type.Integer({ minimum: 1 }), {
    description: 'Strikes the nth matching call only; null: every one.',
  }),
  probability: Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'Chance to strike a matching call, from 0 to 1.',
  }),
  seed: Type.Integer({
    minimum: 0,
    maximum: 2 ** 32 - 1,
    description: 'Begins the chances: with the same seed the same calls are struck.',
  }),
  status: Type.Nullable(Type.Integer({ minimum: 400, maximum: 599 }), {
    description: "HTTP status that the call gets, in the host's error shape; null: none.",
  }),
  fault: Type.Nullable(Type.OneOf(FAULT_KINDS), {
    description: 'What happens to the call in place of a status; null: nothing.',
    meanings: FAULT_MEANINGS,
  }),
  after_bytes: Type.Integer({
    minimum: 0,
    description: 'Bytes of the body that `upload-cut` reads first.',
  }),
  calls: Type.About(Count, 'How many calls have matched so far.'),
}

/** How often a fault has struck. A state of an earlier version does not say. */
export const Struck = Type.About(Count, 'How many calls it has struck so far.')

/** A fault as the state has it. */
export const StoredFault = Type.Closed(
  {
    ...faultFacts,
    struck: Type.Optional(Struck),
    latency: Type.Integer({ minimum: 0, description: 'Milliseconds to wait first.' }),
  },
  { description: 'What goes wrong with calls, whatever their agent.', named: 'StoredFault' },
)

export type Fault = Static<typeof StoredFault>

/** What a fault does, in a word or two: `no-answer`, `status 503`, or `latency 2s` where the call is only late. */
export function strikeName({
  fault,
  status,
  latency,
}: Pick<Fault, 'status' | 'latency'> & { readonly fault: string | null }): string {
  if (status !== null) return `status ${status}`
  return fault ?? `latency ${formatDuration(latency)}`
}

/** A fault in one line, such as `PUT /users/:id/submit, call 2: 503`. */
export function faultName({ method, path, nth, latency, status, fault }: Fault): string {
  const calls = [method ?? [], path ?? []].flat().join(' ') || 'any call'
  const what = [status ?? [], fault ?? [], latency > 0 ? 'late' : []].flat().join(', ')
  return `${calls}${nth === null ? '' : `, call ${nth}`}: ${what}`.slice(0, LONGEST_NAME)
}

/** With its method, a path may be longer. */
const LONGEST_NAME = 200
