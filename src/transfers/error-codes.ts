/**
 * The error codes of money transfer, each with its message and when it is answered. Each is a rule, such as
 * (transfers.code-1021).
 */
export const TRANSFER_ERRORS = {
  999: { message: 'Undefined error', when: 'scripted only' },
  1001: {
    message: 'The related attribute should not be empty',
    when: 'a required attribute or header is missing or empty',
  },
  1002: {
    message:
      'Value for the related attribute is considered not clean. Only letters, numbers, spaces, periods, dashes, slashes and parentheses are allowed',
    when: "characters outside a remark's set",
  },
  1020: {
    message: 'The related attribute can only contain number',
    when: 'an agent id, an account number or an amount with anything but digits',
  },
  1021: {
    message: 'Transfer amount are less than the minimum amount (Rp10.000)',
    when: 'less than 10,000 rupiah',
  },
  1024: {
    message: 'Max char for the related attribute exceeded',
    when: 'a remark beyond 18, a key of either kind beyond 255, an account number beyond 34 characters',
  },
  1025: {
    message: "The account number you're giving is invalid",
    when: 'an inquiry says that the account does not exist',
  },
  1026: {
    message:
      "The recipient bank account is suspected with fraud. You can't send money to this account",
    when: 'an inquiry says that the account is black-listed',
  },
  1027: {
    message: 'The account number is closed',
    when: 'an inquiry says that the account is closed',
  },
  1032: {
    message: 'Pagination should be a number more than 0',
    when: '`pagination` or `page` of a list',
  },
  1033: { message: 'Invalid bank code', when: 'a bank that is not in the list' },
  1035: {
    message: 'Your balance is insufficient for doing this transaction',
    when: 'amount and fee are more than the balance',
  },
  1041: { message: 'Attribute is invalid', when: '`direction`, or the `sort` of a list' },
  1070: { message: 'Max Beneficiary Email 20', when: 'more than 20 addresses' },
  1071: {
    message: 'Invalid Beneficiary Email value',
    when: 'one of the addresses cannot be one',
  },
  1072: { message: 'Disbursement ID not found', when: '`GET /get-disbursement` by id' },
  1073: {
    message: 'Disbursement Idempotency Key not found',
    when: '`GET /get-disbursement` by key',
  },
  1074: { message: 'Daily limit transaction exceeded', when: 'scripted only' },
  1080: {
    message:
      'You have reached the maximum limit of active transactions. Please complete your previous transactions.',
    when: 'scripted only',
  },
  1088: {
    message: 'The beneficiary bank is in severe disturbance',
    when: 'the bank is HEAVILY_DISTURBED',
  },
  1089: {
    message: "The account number is Flip's. You can't send money to Flip account",
    when: 'scripted only',
  },
  1090: {
    message: 'Agent KYC status is not approved',
    when: 'the agent has any status but APPROVED',
  },
  1091: {
    message: 'Agent status is not active',
    when: 'the agent is DELETED, BLACKLISTED or BLOCKED',
  },
  1093: {
    message: 'Cannot process transaction because bank is in cut off time. Try again later',
    when: 'scripted only',
  },
  1094: {
    message: 'Stale request (more than 1 minute than the server time)',
    when: '`X-TIMESTAMP` is more than a minute old',
  },
  1095: {
    message: 'X-TIMESTAMP format is invalid. It should follow the ISO8601 format',
    when: '`X-TIMESTAMP` cannot be read, or has no offset',
  },
  2004: {
    message: 'The related attribute contains non-alphanumeric characters',
    when: '`inquiry_key`',
  },
  2005: {
    message: 'Transfer amount are less than the minimum amount set by the respective Bank',
    when: "less than the bank's own minimum",
  },
} as const

export type TransferErrorCode = keyof typeof TRANSFER_ERRORS

/** The codes that only a scenario answers, each with the attribute that it names. */
export const SCRIPTED_CODES = {
  999: 'agent_id',
  1074: 'amount',
  1080: 'agent_id',
  1089: 'account_number',
  1093: 'bank_code',
} as const satisfies Partial<Record<TransferErrorCode, string>>

export type ScriptedCode = keyof typeof SCRIPTED_CODES

/** Why one attribute of a call is refused. */
export interface TransferRefusal {
  readonly attribute: string
  readonly code: TransferErrorCode
  /** What is wrong and what to do, in one plain ASCII sentence that never repeats what was sent. */
  readonly hint: string
}
