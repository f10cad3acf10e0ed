import { FAULTS_BY_HAND } from '../../kyc/words.js'
import { Type } from '../../lib/definition.js'
import { CANCEL_REASONS, DISBURSEMENT_STATUSES, INQUIRY_STATUSES } from '../../transfers/words.js'
import { ANSWER_FAULTS, SCRIPTED_TRANSFER_CODES } from '../scenario.js'
import type { Values } from './values.js'

/** What becomes of a transfer or an inquiry, as a person writes it. */

const AFTER = "How long it takes; without it, the company's `disbursement_delay`."

/** What can go wrong with a callback that no other one is waited for. */
const FAULTS = ['twice', 'wrong-token', ...FAULTS_BY_HAND] as const

/** Nothing but CANCELLED has a reason, and it needs one. */
const REASON_RULE = {
  if: { required: ['status'], properties: { status: { const: 'CANCELLED' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { additionalProperties: true, required: ['reason'] },
  else: { additionalProperties: true, properties: { reason: false } },
  at: 'reason',
  says: 'goes with CANCELLED, which needs one, and with nothing else',
}

const ONE_ALONE = {
  maxProperties: 1,
  says: 'takes one of "status", "code" and "fault", not several',
}

export function writtenDisbursement({ duration }: Values) {
  const after = Type.Optional(Type.About(duration, AFTER))
  return Type.Closed(
    {
      status: Type.Optional(
        Type.OneOf(DISBURSEMENT_STATUSES, {
          description: 'The status that it ends in; without it, DONE.',
          meanings: {
            PENDING: 'Stays there until somebody decides.',
            DONE: 'The account gets the money. Announced by a callback.',
            CANCELLED: 'The company gets its money back. Announced by a callback.',
          },
        }),
      ),
      reason: Type.Optional(
        Type.OneOf(CANCEL_REASONS, { description: 'Why it is CANCELLED; with nothing else.' }),
      ),
      after,
      answer: Type.Optional(
        Type.Closed(
          {
            status: Type.Optional(
              Type.Literal(500, { description: 'The transfer is made, and the call gets 500.' }),
            ),
            code: Type.Optional(
              Type.OneOf(SCRIPTED_TRANSFER_CODES, {
                description: 'The call is refused with this code, and nothing is made.',
              }),
            ),
            fault: Type.Optional(
              Type.OneOf(ANSWER_FAULTS, {
                description: 'How the connection ends, after the transfer is made.',
              }),
            ),
          },
          {
            title: 'Answer of a transfer',
            description: 'What the call gets instead of its answer.',
            allOf: [ONE_ALONE],
          },
        ),
      ),
      callback: Type.Optional(
        Type.Closed(
          {
            fault: Type.Optional(Type.OneOf(FAULTS, { description: 'What goes wrong.' })),
            after: Type.Optional(
              Type.About(duration, 'From the end to the sending; without it, at once.'),
            ),
          },
          { title: 'Callback of a transfer', description: 'What happens to its callback.' },
        ),
      ),
    },
    {
      title: 'Disbursement',
      description: 'What becomes of a transfer to this account.',
      examples: [{ status: 'CANCELLED', reason: 'INACTIVE_ACCOUNT', after: '5m' }],
      allOf: [REASON_RULE],
      named: 'ScriptedDisbursement',
    },
  )
}

export function writtenInquiry({ duration }: Values) {
  return Type.Closed(
    {
      status: Type.OneOf(INQUIRY_STATUSES, {
        description: 'What it says; PENDING waits for a decision by hand.',
      }),
      after: Type.Optional(Type.About(duration, AFTER)),
    },
    {
      title: 'Inquiry',
      description: 'What an inquiry says of this account.',
      examples: [{ status: 'CLOSED' }],
      named: 'ScriptedInquiry',
    },
  )
}
