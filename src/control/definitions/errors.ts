import { type Definition, Type } from '../../lib/definition.js'
import { Text } from './common.js'

/** The error answers of the control API. */

const CODES = [
  'invalid_request',
  'invalid_json',
  'token_required',
  'host_not_allowed',
  'origin_not_allowed',
  'not_found',
  'conflict',
  'too_large',
  'unsupported_media_type',
  'storage',
] as const

export const ErrorAnswer = Type.Closed(
  {
    error: Type.Closed(
      {
        code: Type.OneOf(CODES, { description: 'The kind of error, for programs.' }),
        message: Type.About(Text, 'What is wrong and what to do, for people.'),
      },
      { description: 'Why the call was refused.' },
    ),
  },
  { description: 'The answer to a call that was refused.', named: 'Error' },
)

/** The same, with one of these codes. @param description when it is answered */
function error(
  named: string,
  description: string,
  ...codes: readonly (typeof CODES)[number][]
): Definition {
  const code = codes.length === 1 ? { const: codes[0] } : { enum: codes }
  return Type.Unsafe<unknown>({
    allOf: [
      ErrorAnswer,
      {
        type: 'object',
        additionalProperties: true,
        properties: {
          error: { type: 'object', additionalProperties: true, properties: { code } },
        },
      },
    ],
    description,
    named,
  })
}

export const ERRORS = [
  ErrorAnswer,
  error(
    'InvalidError',
    'A body or a parameter is missing, unknown or wrong.',
    'invalid_request',
    'invalid_json',
  ),
  error('TokenError', 'The control token is missing or wrong.', 'token_required'),
  error(
    'ForbiddenError',
    'The headers name a `Host` or an `Origin` that is not allowed.',
    'host_not_allowed',
    'origin_not_allowed',
  ),
  error('NotFoundError', 'What the call is about does not exist.', 'not_found'),
  error('ConflictError', 'What the call asks for is not possible as things stand.', 'conflict'),
  error('TooLargeError', 'The body is too large.', 'too_large'),
  error('MediaTypeError', 'The body is of a type that is not taken.', 'unsupported_media_type'),
  error('StorageError', 'The disk cannot be written; nothing was changed.', 'storage'),
]
