import {
  CallbackKind,
  CallbackState,
  callbackFacts,
  StoredCallback,
} from '../../kyc/definitions/callback.js'
import { AgentId, Url } from '../../kyc/definitions/values.js'
import { FAULTS_BY_HAND } from '../../kyc/words.js'
import { Type } from '../../lib/definition.js'
import { messageFacts } from '../../store/definitions.js'
import { Duration, Time, TimeOrNull } from '../../time/definitions.js'
import { TransactionId } from '../../transfers/definitions.js'
import { PAGE, page, paging, scope, scopeOrFirst, Text } from './common.js'

/** `/_sandbox/callbacks`: what was sent and what came back; send one again; send one by hand. */

const summary = {
  ...callbackFacts,
  kind: CallbackKind,
  disbursement_id: Type.Nullable(TransactionId, {
    description: 'The transfer that it is about; null: none.',
  }),
  due: Type.About(Time, 'When it is sent.'),
  sent_at: TimeOrNull,
  duration_ms: Type.With(StoredCallback.properties.duration, { minimum: 0 }),
  answer_status: Type.Nullable(Type.Integer({ minimum: 100, maximum: 999 }), {
    description:
      "The receiver's HTTP status, of which only 200 counts as delivered; null: none came.",
  }),
  note: Type.Nullable(Type.String(), {
    description: 'What to know beyond state and error, such as that it went to the inbox.',
  }),
}

export const CallbackSummary = Type.Closed(summary, {
  description: 'A callback as lists show it.',
  named: 'CallbackSummary',
})

const Attempt = Type.Closed(
  {
    sent_at: TimeOrNull,
    duration_ms: summary.duration_ms,
    answer_status: summary.answer_status,
    response: Type.Nullable(Type.String(), {
      description: 'Status line, headers and body of the answer; a long body is cut off.',
    }),
    error: Type.Nullable(Type.String(), {
      description: 'What went wrong and what to do, in one sentence; null: nothing.',
    }),
  },
  { description: 'One sending, and what came of it.' },
)

export const Callback = Type.Closed(
  {
    ...summary,
    fields: Type.Closed(
      {
        data: Type.String({
          description: 'JSON as a string, unless somebody has sent something else by hand.',
        }),
        token: Type.About(Text, "The company's validation token, unless it is wrong on purpose."),
      },
      { description: 'The two fields of the form.' },
    ),
    request: Type.String({ pattern: '^POST ', description: 'Every byte of the request.' }),
    response: Type.Nullable(Type.String(), {
      description: 'Status line, headers and body of the answer; a long body is cut off.',
    }),
    attempts: Type.Array(Attempt, {
      description:
        'Every sending so far, oldest first, each with the same bytes; a callback about a transfer is sent up to six times, two minutes apart.',
    }),
  },
  { description: 'A callback with the exact bytes of request and answer.', named: 'Callback' },
)

export const CallbackList = page(CallbackSummary, 'CallbackList', {
  what: 'callbacks',
  order: 'newest first',
  most: PAGE,
})

export const CallbackQuery = Type.Closed({
  ...scope,
  agent_id: Type.Optional(AgentId),
  state: Type.Optional(CallbackState),
  kind: Type.Optional(CallbackKind),
  disbursement_id: Type.Optional(TransactionId),
  ...paging,
})

const edits = {
  data: Type.Optional(
    Type.Unknown({
      description: 'The field `data`: a text as it stands, anything else as its JSON.',
    }),
  ),
  fault: Type.Optional(
    Type.OneOf(FAULTS_BY_HAND, { description: 'What is wrong with the callback on purpose.' }),
  ),
  after: Type.Optional(Type.About(Duration, 'How much later; without it, now.')),
}

export const CallbackEdits = Type.Closed(
  {
    ...edits,
    url: Type.Optional(Type.About(Url, 'Where to send it; without it, as before.')),
    token: Type.Optional(Type.About(Text, 'The field `token`; without it, as before.')),
  },
  { description: 'What to change in the original.', named: 'CallbackEdits' },
)

export const NewCallback = Type.Closed(
  {
    ...scopeOrFirst({ description: 'Whose callback it is, when there is no `agent_id`.' }),
    agent_id: Type.Optional(Type.About(AgentId, 'The agent that it announces as it is now.')),
    ...edits,
    url: Type.Optional(
      Type.About(Url, "Where to send it; without it, the company's callback URL."),
    ),
    token: Type.Optional(
      Type.About(Text, "The field `token`; without it, the company's validation token."),
    ),
  },
  {
    allOf: [
      {
        if: { required: ['agent_id'] },
        else: { required: ['data'] },
        says: 'needs "agent_id", for a callback with the agent as it is now, or "data" of your own',
      },
    ],
    description: 'A callback to send by hand.',
    named: 'NewCallback',
  },
)

/** `/_sandbox/inbox`: the built-in receiver. */
export const InboxMessage = Type.Closed(
  {
    ...messageFacts,
    received_at: Time,
    data: Type.Unknown({
      description:
        'The field `data`, parsed as JSON, its integers of 16 digits and more as texts; the text itself when it is not JSON, null when it is missing.',
    }),
    token: Type.Nullable(Type.String(), {
      description: 'The field `token`; null when it is missing.',
    }),
    body: Type.String({ description: 'The body as it came.' }),
  },
  { description: 'A callback that the built-in receiver got.', named: 'InboxMessage' },
)

export const InboxList = page(InboxMessage, 'InboxList', {
  what: 'messages',
  order: 'newest first',
  most: PAGE,
})

export const CallbackForm = Type.Object(
  {
    data: Type.String({
      contentMediaType: 'application/json',
      description: 'A JSON object as a string: who the agent is, and where it stands.',
    }),
    token: Type.String({ description: 'The validation token, which a receiver compares.' }),
  },
  {
    additionalProperties: true,
    description: 'A callback as a receiver gets it.',
    named: 'CallbackForm',
  },
)
