import { Type } from '../../lib/definition.js'
import { CALLBACK_FAULTS, CALLBACK_STATES } from '../words.js'
import {
  AgentId,
  CallbackId,
  CompanyId,
  Instant,
  InstantOrNull,
  KycStatusOrNull,
  Url,
} from './values.js'

/** One callback, from its scheduling to the receiver's answer. */

export const CallbackState = Type.OneOf(CALLBACK_STATES, {
  description:
    'Still to be sent; on its way; answered 200; failed; on its way when the sandbox stopped; scripted never to be sent; cancelled.',
  named: 'CallbackState',
})

export const CallbackFault = Type.OneOf(CALLBACK_FAULTS, {
  description: 'What is wrong with it on purpose.',
  named: 'CallbackFault',
})

export const CallbackFaultOrNull = Type.Nullable(Type.OneOf(CALLBACK_FAULTS), {
  named: 'CallbackFaultOrNull',
})

/** What came back from the receiver. */
export const StoredAnswer = Type.Closed(
  {
    status: Type.Integer({ minimum: 100, maximum: 999 }),
    raw: Type.String({
      description: 'Status line, headers and body; a long body is cut off.',
    }),
  },
  { named: 'StoredAnswer' },
)

/** The properties of a callback that the state and the control API share. */
export const callbackFacts = {
  id: CallbackId,
  company_id: CompanyId,
  agent_id: Type.Nullable(AgentId, {
    description: 'Null for one made by hand that concerns no agent.',
  }),
  kyc_status: Type.About(KycStatusOrNull, 'The status it announces.'),
  state: CallbackState,
  url: Type.Nullable(Url, { description: "Where it goes; null: the sandbox's own inbox." }),
  fault: Type.About(CallbackFaultOrNull, 'What is wrong with it on purpose.'),
  repeats: Type.Nullable(CallbackId, {
    description: 'The callback that this one repeats.',
  }),
  error: Type.Nullable(Type.String(), {
    description: 'One sentence: what went wrong and what to do.',
  }),
}

export const StoredCallback = Type.Object({
  ...callbackFacts,
  data: Type.String({ description: 'The JSON text of the field `data`.' }),
  token: Type.String(),
  by_hand: Type.Optional(Type.Literal(true, { description: 'Made through the control API.' })),
  due: Instant,
  sent_at: InstantOrNull,
  duration: Type.Nullable(
    Type.Number({
      description: 'Real milliseconds from sending to the answer or the failure.',
    }),
  ),
  answer: Type.Nullable(StoredAnswer),
})
