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
    error: Type.Closed({
      code: Type.OneOf(CODES, { description: 'A word for programs.' }),
      message: Type.About(Text, 'What is wrong and what to do, for people.'),
    }),
  },
  { named: 'Error' },
)

/** The same, with one of these codes. */
function error(named: string, ...codes: readonly (typeof CODES)[number][]): Definition {
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
    named,
  })
}

export const ERRORS = [
  ErrorAnswer,
  error('InvalidError', 'invalid_request', 'invalid_json'),
  error('TokenError', 'token_required'),
  error('ForbiddenError', 'host_not_allowed', 'origin_not_allowed'),
  error('NotFoundError', 'not_found'),
  error('ConflictError', 'conflict'),
  error('TooLargeError', 'too_large'),
  error('MediaTypeError', 'unsupported_media_type'),
  error('StorageError', 'storage'),
]
