import { Url } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { TransactionId } from '../transfers/definitions.js'

/** What a run of drills has found out. The control API answers it. */

const VERDICTS = ['passed', 'warned', 'unknown', 'failed'] as const

export const DrillVerdict = Type.OneOf(VERDICTS, {
  description: '`unknown`: it could not be judged, and `says` tells why.',
  named: 'DrillVerdict',
})

const countOf = (verdict: string) =>
  Type.Integer({ minimum: 0, description: `How many drills are ${verdict}.` })
const Milliseconds = Type.Number({ minimum: 0, description: 'Real milliseconds.' })

export const DrillStep = Type.Closed(
  {
    agent_id: Type.Optional(
      Type.Integer({ minimum: 1, description: 'The agent that it is about.' }),
    ),
    disbursement_id: Type.Optional(
      Type.About(TransactionId, 'The transfer that it is about, in digits.'),
    ),
    sent: Type.String({ description: 'What was sent, in a few words.' }),
    answers: Type.Array(Type.Nullable(Type.Integer({ minimum: 100, maximum: 999 })), {
      description: 'The status of each answer; null where none came.',
    }),
    error: Type.Nullable(Type.String(), { description: 'Why no answer came.' }),
    duration_ms: Type.About(Milliseconds, 'Of the slowest answer.'),
    effect: Type.Nullable(Type.OneOf(['changed', 'unchanged']), {
      description: 'What became of the application’s own view; null: nobody looked.',
    }),
    request: Type.Optional(
      Type.String({ description: 'The bytes, where they were asked for; long ones are cut off.' }),
    ),
    response: Type.Optional(
      Type.Nullable(Type.String(), { description: 'Of the first answer; null where none came.' }),
    ),
  },
  { description: 'What was sent, and what came back.', named: 'DrillStep' },
)

export const DrillResult = Type.Closed(
  {
    name: Type.String({ minLength: 1, description: 'Of the drill.' }),
    about: Type.String({ minLength: 1, description: 'What it is for.' }),
    verdict: DrillVerdict,
    says: Type.String({ description: 'One sentence: what came, and why it is judged so.' }),
    remedy: Type.Nullable(Type.String(), {
      description: 'What to do; null where there is nothing to do.',
    }),
    duration_ms: Milliseconds,
    steps: Type.Array(DrillStep, { description: 'What was sent, and what came back.' }),
  },
  { description: 'What one drill has found out.', named: 'DrillResult' },
)

export const DrillReport = Type.Closed(
  {
    url: Url,
    sandbox: Type.String({ minLength: 1, description: 'Version.' }),
    date: Type.String({ format: 'date-time', description: 'When it began.' }),
    duration_ms: Milliseconds,
    verdict: Type.About(DrillVerdict, 'The worst one; `unknown` is worse than `warned`.'),
    counts: Type.Closed(
      {
        passed: countOf('passed'),
        warned: countOf('warned'),
        unknown: countOf('unknown'),
        failed: countOf('failed'),
      },
      { description: 'How many drills have each verdict.' },
    ),
    not_judged: Type.Array(Type.String(), {
      description: 'What could not be judged, and why: one sentence each.',
    }),
    drills: Type.Array(DrillResult, { description: 'In the order in which they ran.' }),
  },
  { description: 'What a run of drills has found out.', named: 'DrillReport' },
)

export type DrillReport = Static<typeof DrillReport>
export type DrillResult = Static<typeof DrillResult>
export type StepReport = Static<typeof DrillStep>
export type Verdict = Static<typeof DrillVerdict>
