import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const STATUS = rulesOf('KYC status', [
  documented(
    'status.all',
    ['G', 'R'],
    'The statuses and their meaning: BASIC_DATA, five of UPLOAD_IDENTITY, PENDING, SUSPICIOUS, NEED_TO_CHECK, HELP, APPROVED, REJECTED.',
  ),
  assumed(
    'status.upload.identity-image',
    'An identity image without a selfie leads to UPLOAD_IDENTITY_SUCCESS; a repeat replaces the image.',
  ),
  assumed(
    'status.upload.selfie',
    'A selfie without a good identity image is kept and changes no status; a repeat replaces it.',
  ),
  assumed(
    'status.upload.pair',
    'The image that completes the pair leads to UPLOAD_IDENTITY_SELFIE_PROGRESS.',
  ),
  assumed(
    'status.upload.scripted-to-fail',
    'An identity image that is scripted to fail leads to UPLOAD_IDENTITY_FAILED; it is answered 200, does not count, and takes away an earlier good one.',
  ),
  documented(
    'status.upload.check',
    ['G'],
    'After both images a check leads to UPLOAD_IDENTITY_SELFIE_SUCCESS or UPLOAD_IDENTITY_SELFIE_FAILED, announced by a callback.',
  ),
  documented(
    'status.submission',
    ['G'],
    'UPLOAD_IDENTITY_SELFIE_SUCCESS allows the submission, which leads to PENDING.',
  ),
  documented(
    'status.decision',
    ['G'],
    'The KYC decision is APPROVED or REJECTED, announced by a callback.',
  ),
  assumed(
    'status.waiting',
    'SUSPICIOUS, NEED_TO_CHECK and HELP are statuses of an agent that waits for its decision, set by a scenario or by hand, without a callback.',
  ),
  contradictory(
    'status.help',
    ['R2'],
    'HELP is explained as "Need to upload supporting documents, usually after Agent is rejected"; the text of 4010 has documents in REJECTED and UPLOAD_IDENTITY_SELFIE_FAILED only.',
    'Documents in HELP are 4010: the agent waits for its decision.',
  ),
  assumed(
    'status.not-allowed',
    'A call that the status does not allow is 4010: uploads once the check has begun, a second submit, a repair or documents while a check is under way or the agent waits.',
  ),
  assumed('status.final', 'APPROVED is final.'),
  documented(
    'status.remedy.after-failed-upload',
    ['G', 'R2'],
    'Documents lead from UPLOAD_IDENTITY_SELFIE_FAILED to PENDING and the KYC decision, without a submit and without a second callback of the upload.',
  ),
  documented(
    'status.repair.after-failed-upload',
    ['R2'],
    'Repairs are for REJECTED only: in UPLOAD_IDENTITY_SELFIE_FAILED they are 4010.',
  ),
  assumed(
    'status.remedy.after-rejection',
    'A fitting repair, or documents, lead from REJECTED to PENDING and a new decision, without another submission.',
  ),
  assumed(
    'status.repairs.limit',
    'A repair is refused with 4011 after 3 accepted ones, unless max_repairs says otherwise.',
  ),
  assumed(
    'status.repairs.counted',
    'Only accepted repairs count towards 4011, per agent and for good; documents do not count and are still taken after it.',
  ),
  assumed(
    'status.repairs.reason-first',
    'The reason is checked before the number of repairs: a repair that does not fit is 4006 even when none is left.',
  ),
  documented(
    'status.times.updated-at',
    ['G'],
    "updated_at is the last change of the agent's data or images, never of its status.",
  ),
  documented(
    'status.times.submitted-and-verified-at',
    ['G'],
    'submitted_at is the last entry into PENDING, verified_at the decision.',
  ),
  assumed(
    'status.times.updated-at.documents',
    'Documents, and an identity image that failed, change updated_at too.',
  ),
  assumed(
    'status.reason-cleared',
    'Code and text of the reason are cleared on leaving REJECTED or UPLOAD_IDENTITY_SELFIE_FAILED.',
  ),
  assumed(
    'status.check.delay',
    "Where no scenario says otherwise, a check takes the company's callback_delay, 0 by default; status and callback change together at its end.",
  ),
  assumed(
    'status.check.after-response',
    'No check decides before the response to the call that caused it has been written or its connection is lost.',
  ),
  assumed(
    'status.check.usual-course',
    'Where no scenario says otherwise, every upload check succeeds and every KYC decision is APPROVED.',
  ),
  assumed(
    'status.scenario',
    "An agent's scenario decides what happens to it, and is chosen at its creation: armed, else the first match such as the end of an identity number, else the company's; later a picture can name another one, and the control API set one.",
  ),
  assumed(
    'status.by-hand',
    'By hand UPLOAD_IDENTITY_SELFIE_FAILED becomes UPLOAD_IDENTITY_SELFIE_PROGRESS or UPLOAD_IDENTITY_SELFIE_SUCCESS, REJECTED becomes PENDING or APPROVED, as customer service would do.',
  ),
  assumed(
    'status.by-hand.refused',
    'A decision by hand that the table of statuses does not have is 409.',
  ),
  assumed(
    'status.by-hand.cancels',
    'A decision by hand cancels the scheduled one, and is announced like any other.',
  ),
  assumed(
    'status.by-hand.waits',
    'A decision by hand into UPLOAD_IDENTITY_SELFIE_PROGRESS or PENDING schedules no check: the agent waits there for the next decision.',
  ),
])
