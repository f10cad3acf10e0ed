import { Count } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { ANSWER_FAULTS } from './scenario.js'

/** The faults that have a name: what they do to a call's connection, or Flip's refusal of an address. */
export const FAULT_KINDS = [...ANSWER_FAULTS, 'upload-cut', 'ip-not-whitelisted'] as const

export const METHODS = ['GET', 'POST', 'PUT'] as const

/** The properties of a fault that the state and the control API share. (`latency` is a number in one and a text in the other.) */
export const faultFacts = {
  id: Type.String({
    pattern: '^fault-[0-9]+$',
    description: 'Names it in `fault-struck` changes and in the request log.',
  }),
  method: Type.Nullable(Type.OneOf(METHODS), { description: 'Null: any.' }),
  path: Type.Nullable(Type.String({ minLength: 1 }), {
    description: 'A pattern in which `*` stands for anything, and so does `:id`. Null: any.',
  }),
  nth: Type.Nullable(Type.Integer({ minimum: 1 }), { description: 'Null: every call.' }),
  probability: Type.Number({ minimum: 0, maximum: 1 }),
  seed: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
  status: Type.Nullable(Type.Integer({ minimum: 400, maximum: 599 })),
  fault: Type.Nullable(Type.OneOf(FAULT_KINDS)),
  after_bytes: Type.Integer({ minimum: 0 }),
  calls: Type.About(Count, 'How many calls have matched so far.'),
}

/** A fault as the state has it. It makes calls go wrong, whatever their agent. A null matches everything. */
export const StoredFault = Type.Closed(
  {
    ...faultFacts,
    latency: Type.Integer({ minimum: 0, description: 'Milliseconds to wait first.' }),
  },
  { named: 'StoredFault' },
)

export type Fault = Static<typeof StoredFault>
