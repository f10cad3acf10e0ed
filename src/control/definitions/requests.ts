import { AgentId, CompanyId } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Time } from '../../time/definitions.js'
import { PAGE, page, paging, scope, Text } from './common.js'

/** `/_sandbox/requests`: the calls to the emulated API. */

const facts = {
  id: Type.Integer({
    minimum: 1,
    description: 'Number of the call; begins again with each start of the sandbox.',
  }),
  seq: Type.Integer({
    minimum: 0,
    description: 'The number of the last change before the call, to sort calls and changes.',
  }),
  method: Type.About(Text, 'The HTTP method, such as `POST`.'),
  path: Type.String({ pattern: '^/', description: 'The path as it was called, with the query.' }),
  company_id: Type.Nullable(CompanyId, {
    description: 'The company whose key it was; null when the key was refused.',
  }),
  agent_id: Type.Nullable(AgentId, { description: 'The agent that was found; null: none.' }),
  request_id: Type.Nullable(Type.String(), { description: 'The header `Request-ID`; null: none.' }),
  status: Type.Nullable(Type.Integer({ minimum: 100, maximum: 599 }), {
    description: 'HTTP status of the answer; null: the connection ended without one.',
  }),
  duration_ms: Type.Number({ minimum: 0, description: 'Real milliseconds that the call took.' }),
  fault: Type.Nullable(Type.String(), {
    description:
      'The fault that struck it: its name such as `no-answer`, else `status 503` or `latency 2s`; null: none.',
  }),
  hint: Type.Nullable(Type.String(), {
    description: 'The header `Sandbox-Hint` of the answer; null: none.',
  }),
  body_bytes: Type.Integer({
    minimum: 0,
    description: 'How many bytes of a body came; 0 when an urlencoded body did not come whole.',
  }),
  at: Type.About(Time, 'When the call was over.'),
}

/** As the event stream shows it. */
export const RequestSummary = Type.Closed(facts, {
  description: 'A call to the emulated API, without its bytes.',
  named: 'RequestSummary',
})

export const LoggedRequest = Type.Closed(
  {
    ...facts,
    head: Type.String({
      description: 'Request line and headers as they came, `Authorization` redacted.',
    }),
    body: Type.String({
      maxLength: 8192,
      description:
        "The body's first bytes, one character for each byte; none of an urlencoded body that did not come whole.",
    }),
    response_head: Type.String({
      description: 'Status line and headers of the answer; `""` without one.',
    }),
    response: Type.String({ description: "The answer's body; a long one is cut off." }),
  },
  { description: 'One call to the emulated API.', named: 'LoggedRequest' },
)

export const RequestList = page(LoggedRequest, 'RequestList', {
  what: 'calls',
  order: 'newest first',
  most: PAGE,
})

export const RequestQuery = Type.Closed({
  ...scope,
  agent_id: Type.Optional(AgentId),
  request_id: Type.Optional(Text),
  path: Type.Optional(Text),
  status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  refused: Type.Optional(Type.Boolean()),
  ...paging,
})
