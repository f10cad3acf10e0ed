import { REJECTION_REASON_CODES, REJECTION_REASONS } from '../kyc/rejection-reasons.js'
import { assumed, contradictory, documented, rulesOf } from './rule.js'

/** Reasons that the guide prints as well; where it differs, its text is the one that is sent. */
const IN_GUIDE: ReadonlySet<number> = new Set([10, 17])

export const REASONS = rulesOf('Rejection reasons and their remedies', [
  documented(
    'reasons.remedy-fits',
    ['R'],
    'The repair must fit the reason, 4006 otherwise: data is remedied by repair, photo by repairPhoto, selfie by repairSelfie, documents by POST /documents.',
  ),
  documented(
    'reasons.no-call',
    ['R'],
    'The remedies cx (customer service) and none are not calls of the API.',
  ),
  assumed(
    'reasons.no-call.refused',
    'After a rejection, reasons with the remedy cx or none refuse every repair and documents with 4006.',
  ),
  assumed(
    'reasons.documents-fit',
    'After a rejection, documents fit every reason but those with cx or none.',
  ),
  assumed('reasons.either-remedy', 'Where a reason has two remedies, either suffices.'),
  contradictory(
    'reasons.texts',
    ['G', 'R'],
    'Guide and reference print reasons 10 and 17 differently.',
    'The texts of the guide, exactly.',
  ),
  // `reasons.10` to `reasons.33`
  ...REJECTION_REASON_CODES.map((code) => {
    const { text, remedies } = REJECTION_REASONS[code]
    return documented(
      `reasons.${code}`,
      IN_GUIDE.has(code) ? ['G', 'R'] : ['R'],
      `Reason ${code} is "${text}"; its remedy: ${remedies.join(' or ')}.`,
    )
  }),
])
