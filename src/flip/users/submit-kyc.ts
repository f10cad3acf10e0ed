import { submission } from '../../kyc/journey.js'
import type { AgentEndpoint } from '../protocol/endpoint.js'
import { findUser, idIsNumber, statusAllows, userType } from '../protocol/requirements.js'

/** `PUT /users/:id/submit`: asks for the KYC decision (status.submission). */
export const submitKyc: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/submit',
  scripted: 'submit',
  before: [userType, idIsNumber],
  find: findUser,
  requires: [
    statusAllows(
      'submit',
      'submit is taken once, in UPLOAD_IDENTITY_SELFIE_SUCCESS, which follows the upload of identity image and selfie.',
    ),
  ],
  perform({ agent, commit, context }) {
    commit(...submission(agent, context.checks.plansFor(agent)))
    return { message: 'Submit success' }
  },
}
