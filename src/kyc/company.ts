import type { Static } from '../lib/definition.js'
import type * as definitions from './definitions/company.js'

/** What a company can be created with or changed to. */
export type CompanySettings = Static<typeof definitions.StoredSettings>
/** One customer of Flip: a key, its agents, and settings of its own. */
export type Company = Static<typeof definitions.StoredCompany>
/** A scenario armed for the next agents of a company. */
export type ArmedScenario = Static<typeof definitions.ArmedScenario>

export const COMPANY_SETTINGS = [
  'callback_url',
  'callback_delay',
  'scenario',
  'magic_numbers',
  'request_id',
  'reason_code_type',
  'max_repairs',
  'secret_key',
  'validation_token',
] as const satisfies readonly (keyof CompanySettings)[]

/** Only the company's settings, from an object that may have more. */
export function companySettings(options: CompanySettings): CompanySettings {
  return Object.fromEntries(
    COMPANY_SETTINGS.map((key) => [key, options[key]]),
  ) as unknown as CompanySettings
}

/** The company that the options of `start` describe. */
export const FIRST_COMPANY = 1

/** The value of the `Authorization` header (auth.basic). */
export function basicAuthorization(key: string): string {
  return `Basic ${btoa(`${key}:`)}`
}
