import { CALLBACK_FAULT_MEANINGS } from '../../kyc/definitions/meanings.js'
import { reasonRule } from '../../kyc/definitions/values.js'
import { KYC_DECISIONS, UPLOAD_DECISIONS } from '../../kyc/lifecycle.js'
import { CALLBACK_FAULTS } from '../../kyc/words.js'
import { type Definition, type Keywords, Type } from '../../lib/definition.js'
import { IDENTITY_IMAGES } from '../scenario.js'
import type { Values } from './values.js'

/** The entries of a scenario's lists, as a person writes them. */

/** A list that is followed entry by entry. */
export function listInTurn<D extends Definition>(entry: D, keywords: Keywords = {}) {
  return Type.Array(entry, {
    minItems: 1,
    mustBe: 'a list with at least one entry; leave it out for the usual course',
    ...keywords,
  })
}

export const IdentityImage = Type.OneOf(IDENTITY_IMAGES, {
  meanings: {
    UPLOAD_IDENTITY_SUCCESS: 'The image counts.',
    UPLOAD_IDENTITY_FAILED: 'The image is refused; the next one may count.',
  },
})

export function uploadDecision(values: Values) {
  const status = Type.OneOf(UPLOAD_DECISIONS, {
    description: 'What the check says.',
    meanings: {
      UPLOAD_IDENTITY_SELFIE_SUCCESS:
        'The images are good; the agent can be submitted. Announced by a callback.',
      UPLOAD_IDENTITY_SELFIE_FAILED:
        'The images are refused, with a reason; a remedy leads to the next check. Announced by a callback.',
      UPLOAD_IDENTITY_SELFIE_PROGRESS: 'Stays there until somebody decides.',
    },
  })
  return decision(status, values, {
    title: 'Result of an upload check',
    description: 'What the upload check says, and how long it takes.',
    allOf: [reasonRule(['UPLOAD_IDENTITY_SELFIE_FAILED'])],
    examples: [{ kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED', rejected_reason_code: 23 }],
    named: 'UploadDecision',
  })
}

export function kycDecision(values: Values) {
  const status = Type.OneOf(KYC_DECISIONS, {
    description: 'What the check says.',
    meanings: {
      APPROVED: 'Final. Announced by a callback.',
      REJECTED: 'With a reason; a remedy leads to the next check. Announced by a callback.',
      PENDING: 'Stays there until somebody decides.',
      SUSPICIOUS: 'Waits there until somebody decides. No callback.',
      NEED_TO_CHECK: 'Waits there until somebody decides. No callback.',
      HELP: 'Waits there until somebody decides. No callback.',
    },
  })
  return decision(status, values, {
    title: 'KYC decision',
    description: 'What one KYC check says, and how long it takes.',
    allOf: [reasonRule(['REJECTED'])],
    examples: [
      { kyc_status: 'REJECTED', rejected_reason_code: 17 },
      { kyc_status: 'APPROVED', after: '5m' },
    ],
    named: 'KycDecision',
  })
}

function decision<S extends Definition>(status: S, values: Values, keywords: Keywords) {
  const after = "How long the check takes; without it, the company's `callback_delay`."
  return Type.Closed(
    {
      kyc_status: status,
      rejected_reason_code: Type.Optional(values.reasonCode),
      after: Type.Optional(Type.About(values.duration, after)),
    },
    keywords,
  )
}

export function callbackStep({ duration }: Values) {
  const fault = Type.OneOf(CALLBACK_FAULTS, {
    description: 'What goes wrong.',
    meanings: CALLBACK_FAULT_MEANINGS,
  })
  const after = 'From the decision to the sending; without it, at once.'
  return Type.Closed(
    { fault: Type.Optional(fault), after: Type.Optional(Type.About(duration, after)) },
    {
      title: 'Callback',
      description: 'What happens to one callback; `{}` is the usual course.',
      examples: [{ fault: 'twice' }, { after: '1h' }],
      named: 'CallbackStep',
    },
  )
}
