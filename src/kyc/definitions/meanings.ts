import type { CallbackFault, CallbackState, KycStatus } from '../words.js'

/** What the words of enumerations mean, for editors and for the API's documentation. */

export const KYC_STATUS_MEANINGS: Readonly<Record<KycStatus, string>> = {
  BASIC_DATA: 'Created; the identity image and the selfie are to come.',
  UPLOAD_IDENTITY_SUCCESS: 'The identity image counts; the selfie is to come.',
  UPLOAD_IDENTITY_FAILED: 'The identity image was refused; another one is to come.',
  UPLOAD_IDENTITY_SELFIE_PROGRESS: 'Both images are there and are being checked.',
  UPLOAD_IDENTITY_SELFIE_SUCCESS:
    'The images are good; the agent can be submitted. Announced by a callback.',
  UPLOAD_IDENTITY_SELFIE_FAILED:
    'The images were refused, with a reason; a remedy leads on. Announced by a callback.',
  PENDING: 'Submitted; the decision is to come.',
  SUSPICIOUS: 'Somebody at Flip looks closer; the decision is to come. No callback.',
  NEED_TO_CHECK: 'Somebody at Flip looks closer; the decision is to come. No callback.',
  HELP: 'Somebody at Flip looks closer; the decision is to come. No callback.',
  APPROVED: 'Final. Announced by a callback.',
  REJECTED: 'With a reason; a remedy leads to the next check. Announced by a callback.',
}

export const CALLBACK_FAULT_MEANINGS: Readonly<Record<CallbackFault, string>> = {
  twice: 'Sent twice.',
  'wrong-token': 'Carries a wrong validation token.',
  dropped: 'Never sent.',
  'cut-body': 'Its body breaks off in the middle, and the connection with it.',
  'after-next': "Waits until the agent's next callback has been sent, 5 s at the longest.",
  'connection-closed': 'The connection is closed before the receiver can answer.',
}

export const CALLBACK_STATE_MEANINGS: Readonly<Record<CallbackState, string>> = {
  scheduled: 'Still to be sent.',
  sending: 'On its way.',
  delivered: 'Answered 200.',
  failed: 'Not answered, or not by 200.',
  interrupted: 'On its way when the sandbox stopped.',
  dropped: 'Never sent, on purpose.',
  cancelled: 'Taken back.',
}
