import { ReasonCode } from '../kyc/definitions/values.js'
import { type Static, Type } from '../lib/definition.js'
import { Duration } from '../time/definitions.js'
import { CancelReason } from '../transfers/definitions.js'
import { FINAL_STATUSES } from '../transfers/words.js'
import { DRILL_KINDS } from './address.js'

/** The shape of a drill's file, in `fixtures/drills/` or in a folder of the user's own. docs/drills.md explains the words. */

/** What drills are about, in the order in which they run; a user's own ones are last. */
export const AREAS = ['status', 'token', 'body', 'repetition', 'order', 'loss', 'own'] as const

/** What the name of a drill looks like. */
export const DrillName = Type.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 60,
  mustBe: 'lower-case words joined by hyphens, such as "token-wrong"',
})

const Text = Type.String({ minLength: 1 })

const Token = Type.OneOf(['right', 'wrong', 'missing', 'empty', 'prefix', 'longer'], {
  description: 'The field `token`; `right` by default.',
  meanings: {
    right: 'The validation token.',
    wrong: 'The same but for its last character.',
    missing: 'The field is left out.',
    empty: 'The field is empty.',
    prefix: 'The first half of the token.',
    longer: 'The token and one character more.',
  },
})

/** A word for an agent or a transfer of the drill. */
const Word = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^[a-z]+$',
      mustBe: 'a word in small letters, such as "second"',
      description,
    }),
  )

/** What every callback can have. */
const sending = {
  age: Type.Optional(Type.About(Duration, 'How long ago the status was reached; 0 by default.')),
  token: Type.Optional(Token),
  extra: Type.Optional(
    Type.Each(Type.Unknown(), { description: 'More keys for the JSON in `data`.' }),
  ),
  data: Type.Optional(
    Type.Nullable(Type.String(), {
      description:
        'A text instead of the JSON in `data`; `{agent_id}` or `{disbursement_id}` is put in. null leaves the field out.',
    }),
  ),
  padding: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10_000_000,
      description: 'Bytes of a third field, `padding`.',
    }),
  ),
  fault: Type.Optional(
    Type.OneOf(['cut-body', 'connection-closed'], {
      description: 'What goes wrong on the way. No answer is heard then.',
    }),
  ),
  at_once: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'How many of them are sent at the same time; 1 by default.',
    }),
  ),
}

const SentAboutAgent = Type.Closed(
  {
    kyc_status: Type.OneOf(
      ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'UPLOAD_IDENTITY_SELFIE_FAILED', 'APPROVED', 'REJECTED'],
      { description: 'The status that the callback announces.' },
    ),
    rejected_reason_code: Type.Optional(
      Type.About(ReasonCode, 'The reason of a rejection or of a failed upload; 17 by default.'),
    ),
    reason_code_type: Type.Optional(
      Type.OneOf(['documented', 'integer', 'string'], {
        description: 'The type of the reason in JSON; as Flip documents it by default.',
      }),
    ),
    agent: Word(
      'Which agent of this drill; `first` by default. `unknown` is one that the application is never told of.',
    ),
    ...sending,
  },
  { description: 'One callback about an agent.' },
)

const SentAboutTransfer = Type.Closed(
  {
    status: Type.OneOf(FINAL_STATUSES, {
      description: 'The status that the callback announces.',
    }),
    reason: Type.Optional(
      Type.About(CancelReason, 'Why it is CANCELLED; INACTIVE_ACCOUNT by default.'),
    ),
    transfer: Word(
      'Which transfer of this drill; `first` by default. `unknown` is one that the application is never told of.',
    ),
    exact_id: Type.Optional(
      Type.Boolean({
        description:
          'Whether a floating-point number loses the last digits of its id; false by default.',
      }),
    ),
    ...sending,
  },
  { description: 'One callback about a transfer.' },
)

/** What a step says beside the callback. */
const judging = {
  answer: Type.Optional(
    Type.OneOf(['200', 'refused', 'any'], {
      description: 'How the receiver must answer; 200 by default.',
      meanings: {
        '200': 'With 200 in time, as Flip wants it.',
        refused: 'With anything but 200; a 5xx is a warning.',
        any: 'With anything below 500.',
      },
    }),
  ),
  within: Type.Optional(Type.About(Duration, 'A slower answer is a warning.')),
  effect: Type.Optional(
    Type.OneOf(['some', 'none', 'once'], {
      description: 'What must have become of the application’s own view.',
      meanings: {
        some: 'It has changed.',
        none: 'It is as it was before this step.',
        once: 'It is as after exactly one APPROVED, or one DONE of a transfer.',
      },
    }),
  ),
}

const AgentStep = Type.Closed({
  send: SentAboutAgent,
  ...judging,
  shows: Type.Optional(
    Type.Array(Type.OneOf(['agent_name', 'kyc_status', 'rejected_reason']), {
      description: 'What the view, where it shows it, must show letter by letter.',
    }),
  ),
})

const TransferStep = Type.Closed({ send: SentAboutTransfer, ...judging })

const telling = {
  $schema: Type.Optional(Type.String()),
  name: Type.About(DrillName, 'Also the name of the file.'),
  area: Type.Optional(Type.OneOf(AREAS, { description: '`own` by default.' })),
  about: Type.About(Text, 'One sentence: what it is for.'),
  remedy: Type.About(Text, 'What a developer does where it has failed.'),
}

const STEPS = { minItems: 1, mustBe: 'a list of at least one step' }

export const DrillKind = Type.OneOf(DRILL_KINDS, {
  description: 'What its callbacks are about: agents (`kyc`), or transfers (`disbursement`).',
})

/** The definition of a drill, by its kind. */
export const DRILLS = {
  kyc: Type.Closed({
    ...telling,
    kind: Type.Optional(Type.Literal('kyc', { description: 'About agents, as without it.' })),
    steps: Type.Array(AgentStep, STEPS),
  }),
  disbursement: Type.Closed({
    ...telling,
    kind: Type.Literal('disbursement', { description: 'About transfers.' }),
    steps: Type.Array(TransferStep, STEPS),
  }),
}

export type Drill = Static<(typeof DRILLS)['kyc'] | (typeof DRILLS)['disbursement']>
export type Step = Drill['steps'][number]
export type SentAboutAgent = Static<typeof SentAboutAgent>
export type SentAboutTransfer = Static<typeof SentAboutTransfer>
export type Sent = SentAboutAgent | SentAboutTransfer

/** What the view must show letter by letter. */
export function shownIn(step: Step): NonNullable<Static<typeof AgentStep>['shows']> | undefined {
  return 'shows' in step ? step.shows : undefined
}

/** Whether a step is judged by what the probe shows. */
export function needsProbe(step: Step): boolean {
  return step.effect !== undefined || shownIn(step) !== undefined
}
