import type { RejectionReasonCode } from './rejection-reasons.js'

/** The shipped scenarios that are not of a family. */
export const SINGLE_SCENARIOS = [
  'approved',
  'manual',
  'pending',
  'suspicious',
  'need-to-check',
  'help',
  'image-failed',
  'image-not-similar',
  'agent-data-error',
  'callback-twice',
  'callback-wrong-token',
  'callback-dropped',
  'callback-late',
  'callback-cut-body',
  'callback-after-next',
  'callback-connection-closed',
  'submit-500',
  'submit-503',
  'submit-no-answer',
  'submit-connection-reset',
  'submit-cut-body',
  'transfer-inactive-account',
  'transfer-not-registered',
  'transfer-cannot-receive',
  'transfer-bank-disturbed',
  'transfer-not-verified',
  'transfer-insufficient-balance',
  'transfer-pending',
  'transfer-500',
  'transfer-connection-reset',
  'transfer-callback-dropped',
  'transfer-callback-twice',
  'account-invalid',
  'account-suspected',
  'account-black-listed',
  'account-failed',
  'account-closed',
  'account-pending',
] as const

/** The shipped families, which have a scenario for each rejection reason. */
export const SCENARIO_FAMILIES = ['rejected', 'always-rejected', 'upload-failed'] as const

/** A shipped scenario, such as `rejected-17`, or the name of one of your own. */
export type ScenarioName =
  | (typeof SINGLE_SCENARIOS)[number]
  | `${(typeof SCENARIO_FAMILIES)[number]}-${RejectionReasonCode}`
  // An editor completes the names above, and any other text is allowed.
  | (string & {})
