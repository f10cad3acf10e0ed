/** The error codes of Flip's two hosts, each with its message and when it is answered. Each is a rule, such as (errors.code-4010). */

/** Stands in the message of 2001 for the bound that the value is beyond. */
export const BOUND = 'at least/at most N'

/** Of the agents host, for mistakes in a payload (errors.agents-host.cases). */
export const AGENTS_ERRORS = {
  1001: {
    message: 'The related attribute should not be empty',
    when: 'a required attribute is missing or empty',
  },
  1020: {
    message: 'The related attribute can only contain number',
    when: 'a location id that is no number',
  },
  1039: { message: 'Date format is invalid', when: '`birth_date` not written DD-MM-YYYY' },
  1040: { message: 'Date is invalid', when: '`birth_date` is no day, or one in the future' },
  1041: {
    message: 'Attribute is invalid',
    when: 'a value outside its enumeration or format; an unknown location id',
  },
  1092: {
    message: 'Agent is not allowed to update',
    when: '`PUT /agents/:id` once the agent has been PENDING',
  },
  2001: {
    message: `The related attribute should contain ${BOUND} of characters`,
    when: 'length out of bounds, of which the one that failed is filled in',
  },
  2002: {
    message: 'The related attribute is duplicated',
    when: 'identity number or phone number already used in this company',
  },
  2003: {
    message:
      'The related attribute is considered not clean. Only letters (a-z), numbers (0-9), spaces ( ), periods (.), commas (,), apostrophes (‘), and dashes (-) are allowed',
    when: "characters outside an address's set",
  },
  2004: {
    message: 'The related attribute contains non-alphanumeric characters',
    when: 'name, birth place, identity number',
  },
} as const

/** Of the KYC host (errors.two-lists). */
export const KYC_ERRORS = {
  1001: { message: 'Attribute payload is empty', when: 'a required attribute is missing or empty' },
  1002: {
    message: 'Param attribute is invalid',
    when: 'a value outside its enumeration or format; an unknown location id',
  },
  1011: { message: 'Agent ID is not found', when: 'no such agent in this company' },
  2001: { message: 'Param attribute characters is invalid', when: 'length out of bounds' },
  2002: {
    message: 'Param attribute is duplicate',
    when: 'identity number or phone number already used in this company',
  },
  2003: {
    message: 'Param attribute contains non-sterile characters',
    when: "characters outside an address's set",
  },
  2004: {
    message: 'Param attribute contains non-alphanumeric characters',
    when: 'name, birth place, identity number',
  },
  4001: { message: 'Invalid input parameter', when: 'e.g. `selfie` neither 0 nor 1' },
  4002: { message: 'Invalid user type', when: '`user_type` other than 1' },
  4003: { message: 'Invalid user ID', when: '`user_id` of `/documents` not a number' },
  4004: { message: 'Invalid identity type', when: '`identity_type` other than 1 or 2' },
  4006: { message: 'Rejected reason is not match', when: 'the repair does not fit the reason' },
  4007: { message: 'Image file size is too large', when: '2,000,000 bytes or more' },
  4008: {
    message: 'Image is not valid',
    when: 'not PNG or JPEG by its first bytes, or a side under 256 or over 4096 pixels',
  },
  4009: {
    message: 'Failed reading image data',
    when: 'PNG or JPEG by its first bytes, but its structure is broken',
  },
  4010: {
    message: 'Invalid agent status',
    when: "the agent's status does not allow this call",
  },
  4011: {
    message: 'Maximum retry has been achieved',
    when: 'too many repairs; then documents only',
  },
  4012: {
    message: 'Identity number has been used/registered',
    when: '`repair` with a number that is taken',
  },
  4013: { message: 'Invalid document type', when: '`/documents` with no known document part' },
  4014: { message: 'Image not similar', when: 'scripted only' },
  4015: { message: 'Cannot create/update agent data', when: 'scripted only' },
  400: { message: 'Invalid user ID', when: '`:id` is not a number' },
  401: { message: 'Invalid Auth', when: 'the key' },
  403: { message: 'Forbidden', when: '`user_type` missing' },
  404: { message: 'Endpoint not found', when: 'unknown path on the KYC host' },
  413: { message: 'Payload too large', when: 'a body beyond what the sandbox reads' },
  415: { message: 'Unsupported media type', when: 'JSON, or anything else undocumented' },
  500: { message: 'Internal server error', when: 'scripted faults only; never by accident' },
  503: {
    message: 'Internal server error',
    when: 'maintenance; scripted faults; a disk that cannot be written',
  },
} as const

export type AgentsErrorCode = keyof typeof AGENTS_ERRORS
export type KycErrorCode = keyof typeof KYC_ERRORS
