import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions/company.js'

/** What a company can be created with or changed to. */
export type CompanySettings = Static<typeof definitions.StoredSettings>
/** A company in a state file, where one of an earlier version has no settings of money transfer. */
export type StoredCompany = Static<typeof definitions.StoredCompany>
/** One customer of Flip: a key, its agents, and settings of its own. */
export type Company = Required<StoredCompany>
/** A scenario armed for the next agents of a company. */
export type ArmedScenario = Static<typeof definitions.ArmedScenario>

const COMPANY_SETTINGS = [
  'callback_url',
  'callback_delay',
  'scenario',
  'magic_numbers',
  'request_id',
  'reason_code_type',
  'max_repairs',
  'disbursement_callback_url',
  'inquiry_callback_url',
  'bank_status_callback_url',
  'disbursement_delay',
  'balance',
  'transaction_ids',
  'disbursements',
  'secret_key',
  'validation_token',
] as const satisfies readonly (keyof CompanySettings)[]

/** What a company has that was made before there was money transfer. The balance is that of Flip's test mode (transfers.balance.start). */
export const USUAL_MONEY: Static<typeof definitions.StoredMoneySettings> = {
  disbursement_callback_url: null,
  inquiry_callback_url: null,
  bank_status_callback_url: null,
  disbursement_delay: 0,
  balance: 950_000_000_000,
  transaction_ids: 'long',
  disbursements: 'auto',
}

/** Only the company's settings, from an object that may have more. */
export function companySettings(options: CompanySettings): CompanySettings {
  return Object.fromEntries(
    COMPANY_SETTINGS.map((key) => [key, options[key]]),
  ) as unknown as CompanySettings
}

/** The company that the options of `start` describe. */
export const FIRST_COMPANY = 1

/** Stands in the place of a company's id for all companies together. */
export const ALL_COMPANIES = 0

/** The value of the `Authorization` header (auth.basic). */
export function basicAuthorization(key: string): string {
  return `Basic ${btoa(`${key}:`)}`
}
