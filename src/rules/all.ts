import { CREATE_AGENT } from './agents-create.js'
import { GET_AGENT } from './agents-get.js'
import { UPDATE_AGENT } from './agents-update.js'
import { AUTHENTICATION } from './authentication.js'
import { BODIES } from './bodies.js'
import { CALLBACKS } from './callbacks.js'
import { ERROR_CODES } from './error-codes.js'
import { ERRORS } from './errors.js'
import { FAULTS } from './faults.js'
import { DOCUMENTS } from './kyc-documents.js'
import { UPLOAD_IDENTITY } from './kyc-identities.js'
import { REPAIR } from './kyc-repair.js'
import { REPAIR_IMAGE } from './kyc-repair-image.js'
import { SUBMIT } from './kyc-submit.js'
import { LISTS } from './lists.js'
import { LOCATIONS } from './locations.js'
import { MAINTENANCE } from './maintenance.js'
import { PATHS } from './paths.js'
import { PICTURES } from './pictures.js'
import { REASONS } from './reasons.js'
import { REQUEST_ID } from './request-id.js'
import type { Rule } from './rule.js'
import { STATUS } from './status.js'
import { TRANSFER_CALLBACKS } from './transfers-callbacks.js'
import { CREATE_DISBURSEMENT } from './transfers-create.js'
import { TRANSFER_CODES } from './transfers-errors.js'
import { INQUIRY } from './transfers-inquiry.js'
import { BALANCE_AND_BANKS, TRANSFER_STATUS } from './transfers-money.js'
import { READ_DISBURSEMENTS } from './transfers-read.js'
import { VALUES } from './values.js'

/** Every rule of Flip's API that the sandbox follows, section by section. */
export const RULES: readonly Rule[] = [
  ...PATHS,
  ...AUTHENTICATION,
  ...REQUEST_ID,
  ...BODIES,
  ...ERRORS,
  ...ERROR_CODES,
  ...FAULTS,
  ...VALUES,
  ...CREATE_AGENT,
  ...GET_AGENT,
  ...UPDATE_AGENT,
  ...UPLOAD_IDENTITY,
  ...SUBMIT,
  ...REPAIR,
  ...REPAIR_IMAGE,
  ...DOCUMENTS,
  ...LISTS,
  ...INQUIRY,
  ...CREATE_DISBURSEMENT,
  ...READ_DISBURSEMENTS,
  ...TRANSFER_CODES,
  ...BALANCE_AND_BANKS,
  ...MAINTENANCE,
  ...STATUS,
  ...PICTURES,
  ...REASONS,
  ...CALLBACKS,
  ...TRANSFER_STATUS,
  ...TRANSFER_CALLBACKS,
  ...LOCATIONS,
]
