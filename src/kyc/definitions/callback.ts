import { Type } from '../../lib/definition.js'
import { CALLBACK_FAULTS, CALLBACK_KINDS, CALLBACK_STATES } from '../words.js'
import { CALLBACK_FAULT_MEANINGS, CALLBACK_STATE_MEANINGS } from './meanings.js'
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
  description: 'Where the callback stands.',
  meanings: CALLBACK_STATE_MEANINGS,
  named: 'CallbackState',
})

export const CallbackFault = Type.OneOf(CALLBACK_FAULTS, {
  description: 'What is wrong with the callback on purpose.',
  meanings: CALLBACK_FAULT_MEANINGS,
  named: 'CallbackFault',
})

export const CallbackFaultOrNull = Type.Nullable(Type.OneOf(CALLBACK_FAULTS), {
  description: 'What is wrong with the callback on purpose; null: nothing.',
  meanings: CALLBACK_FAULT_MEANINGS,
  named: 'CallbackFaultOrNull',
})

export const StoredAnswer = Type.Closed(
  {
    status: Type.Integer({
      minimum: 100,
      maximum: 999,
      description: "The receiver's HTTP status; only 200 counts as delivered.",
    }),
    raw: Type.String({
      description: 'Status line, headers and body; a long body is cut off.',
    }),
  },
  { description: 'What the receiver answered.', named: 'StoredAnswer' },
)

export const CallbackKind = Type.OneOf(CALLBACK_KINDS, {
  description:
    "What it is about: an agent's verification (`kyc`), a transfer, an account inquiry, or a bank. Each kind has a URL of its own.",
  named: 'CallbackKind',
})

/** An attempt that did not succeed, and that another one has followed. */
export const StoredAttempt = Type.Object({
  sent_at: InstantOrNull,
  duration: Type.Nullable(Type.Number(), {
    description: 'Real milliseconds from sending to the answer or the failure.',
  }),
  answer: Type.Nullable(StoredAnswer, {
    description: 'What the receiver answered; null where it has not.',
  }),
  error: Type.Nullable(Type.String(), { description: 'What went wrong and what to do.' }),
})

/** The properties of a callback that the state and the control API share. */
export const callbackFacts = {
  id: CallbackId,
  company_id: CompanyId,
  agent_id: Type.Nullable(AgentId, {
    description: 'The agent whose verification it is about; null: it is about none.',
  }),
  kyc_status: Type.About(
    KycStatusOrNull,
    'The status that it announces; null where there is no agent.',
  ),
  state: CallbackState,
  url: Type.Nullable(Url, { description: "Where it goes; null: the sandbox's own inbox." }),
  fault: CallbackFaultOrNull,
  repeats: Type.Nullable(CallbackId, {
    description: 'The callback that this one sends again; null: none.',
  }),
  error: Type.Nullable(Type.String(), {
    description: 'What went wrong and what to do, in one sentence; null: nothing.',
  }),
}

export const StoredCallback = Type.Object({
  ...callbackFacts,
  data: Type.String({ description: 'The JSON text of the field `data`.' }),
  token: Type.String({ description: 'The field `token`, as it is sent.' }),
  kind: Type.Optional(Type.About(CallbackKind, 'What it is about; without it, `kyc`.')),
  disbursement_id: Type.Optional(
    Type.String({ pattern: '^[0-9]+$', description: 'The transfer that it is about.' }),
  ),
  attempts: Type.Optional(
    Type.Array(StoredAttempt, { description: 'Earlier attempts that failed, oldest first.' }),
  ),
  by_hand: Type.Optional(Type.Literal(true, { description: 'Made through the control API.' })),
  due: Instant,
  sent_at: InstantOrNull,
  duration: Type.Nullable(Type.Number(), {
    description: 'Real milliseconds from sending to the answer or the failure; null before that.',
  }),
  answer: Type.Nullable(StoredAnswer, {
    description: 'What the receiver answered; null where it has not.',
  }),
})
