import { KYC_ERRORS } from '../../kyc/error-codes.js'
import { type Definition, type Static, Type } from '../../lib/definition.js'
import { ANSWER_FAULTS, KYC_ERROR_CODES, type ScriptedEndpoint } from '../scenario.js'
import { listInTurn } from './steps.js'
import type { Values } from './values.js'

/** The answers that a scenario scripts, as a person writes them. */

export type Answer = ReturnType<typeof writtenAnswer>
export type WrittenAnswer = Static<Answer>

export function writtenAnswers(ofKycHost: Answer) {
  const ofAgentsHost = Type.With(ofKycHost, { allOf: [ONE_OF_THREE, NO_CODE] })
  const list = <D extends Definition>(entry: D, description: string) =>
    Type.Optional(listInTurn(entry, { description }))
  const noCode = "Without `code`, which is the KYC host's."

  return Type.Closed(
    {
      get_agent: list(ofAgentsHost, `\`GET /agents/:id\`. ${noCode}`),
      update_agent: list(ofAgentsHost, `\`PUT /agents/:id\`. ${noCode}`),
      identity_image: list(ofKycHost, '`PUT /users/:id/identities` with `selfie=0`.'),
      selfie: list(ofKycHost, '`PUT /users/:id/identities` with `selfie=1`.'),
      submit: list(ofKycHost, '`PUT /users/:id/submit`.'),
      repair: list(ofKycHost, '`PUT /users/:id/repair`.'),
      repair_photo: list(ofKycHost, '`PUT /users/:id/repairPhoto`.'),
      repair_selfie: list(ofKycHost, '`PUT /users/:id/repairSelfie`.'),
      documents: list(ofKycHost, '`POST /documents`.'),
    } satisfies Record<ScriptedEndpoint, Definition>,
    {
      title: 'Answers',
      description:
        'What calls about the agent get instead of their answers: for each call a list, followed in turn; the last entry goes on for ever, so end with `{}` to go back to the usual answer.',
      examples: [{ submit: [{ status: 503 }, {}] }],
    },
  )
}

export function writtenAnswer({ duration }: Values) {
  const properties = {
    status: Type.Optional(
      Type.Integer({
        minimum: 400,
        maximum: 599,
        description: "An HTTP status, in the host's error shape.",
      }),
    ),
    code: Type.Optional(
      Type.OneOf(KYC_ERROR_CODES, {
        description: "One of Flip's error codes, with its status; on the KYC host.",
        mustBe: "one of Flip's error codes, such as 4014",
        meanings: CODE_MEANINGS,
      }),
    ),
    fault: Type.Optional(
      Type.OneOf(ANSWER_FAULTS, {
        description: 'How the connection ends.',
        meanings: {
          'no-answer': 'No answer; the connection is closed after `after`.',
          'connection-reset': 'The connection is reset.',
          'cut-body': 'The JSON answer breaks off in the middle, and the connection with it.',
        },
      }),
    ),
    after: Type.Optional(
      Type.About(
        duration,
        'How long to wait before; with `no-answer`, before the connection is closed.',
      ),
    ),
  }
  const keywords = {
    title: 'Answer',
    description:
      'What a call gets instead of its answer; `{}` is the usual one. A `status` or `code` changes nothing in the agent; a `fault` comes after the call has taken effect. One of the three at most.',
    examples: [{ status: 503 }, { code: 4014 }, { fault: 'no-answer', after: '60s' }, {}],
    named: 'Answer',
  }
  return Type.Closed(properties, { ...keywords, allOf: [ONE_OF_THREE] })
}

const CODE_MEANINGS = Object.fromEntries(
  Object.entries(KYC_ERRORS).map(([code, { message, when }]) => [code, `${message}: ${when}.`]),
)

const ONE_OF_THREE = {
  dependentSchemas: {
    status: { additionalProperties: true, properties: { code: false, fault: false } },
    code: { additionalProperties: true, properties: { status: false, fault: false } },
    fault: { additionalProperties: true, properties: { status: false, code: false } },
  },
  says: 'takes one of "status", "code" and "fault", not several',
}

/** Only the KYC host has such codes. */
const NO_CODE = {
  not: { required: ['code'] },
  at: 'code',
  says: 'is for the KYC host\'s calls; use "status" here',
}
