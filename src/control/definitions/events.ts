import { type Definition, type Keywords, Type } from '../../lib/definition.js'
import { Change, ScheduledCallback, TYPES } from './changes.js'
import { RequestSummary } from './requests.js'

/** `GET /_sandbox/events`: what the stream sends. */

export const Empty = Type.Object(
  {},
  { maxProperties: 0, description: 'An object without keys.', named: 'Empty' },
)

/** The schema of one kind of event. */
function kind(title: string, event: Keywords, data: Definition, more: Keywords = {}): Keywords {
  return {
    title,
    required: ['event', 'id'],
    properties: { event, data: { contentSchema: data } },
    ...more,
  }
}

export const Event = Type.Closed(
  {
    event: Type.Unsafe<string>({
      type: 'string',
      enum: ['hello', 'resync', 'request', ...TYPES],
      description: "A change's type, `request` for a call, or what the stream begins with.",
    }),
    id: Type.Optional(
      Type.String({
        pattern: '^[0-9]+$',
        description: 'Number of the change, to resume from with `Last-Event-ID`.',
      }),
    ),
    data: Type.String({
      contentMediaType: 'application/json',
      description: 'The change or the call as JSON.',
    }),
  },
  {
    dependentSchemas: {
      event: {
        oneOf: [
          kind('A change', { enum: TYPES }, Change, { description: 'Named by its type.' }),
          {
            title: 'A call to the emulated API',
            required: ['event'],
            properties: {
              event: { const: 'request' },
              id: false,
              data: { contentSchema: RequestSummary },
            },
          },
          kind('The beginning', { const: 'hello' }, Empty, {
            description: 'First on a stream that does not resume.',
          }),
          kind('Too long away', { const: 'resync' }, Empty, {
            description:
              'First when the changes since `Last-Event-ID` are no longer kept: load everything again.',
          }),
        ],
      },
    },
    description: 'A server-sent event.',
    named: 'Event',
  },
)

export const EVENTS = [ScheduledCallback, Change, RequestSummary, Event, Empty]
