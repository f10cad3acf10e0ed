import type { Instant } from './agent.js'

/** What a company can be created with or changed to; the control API's names. */
export interface CompanySettings {
  readonly secret_key: string
  readonly validation_token: string
  /** null: the sandbox's own inbox. */
  readonly callback_url: string | null
  /** How long each check takes, in milliseconds. */
  readonly callback_delay: number
  /** The scenario of agents that nothing else claims. */
  readonly scenario: string
  readonly magic_numbers: 'on' | 'off'
  readonly request_id: 'strict' | 'lenient'
  readonly reason_code_type: 'documented' | 'integer' | 'string'
  /** Accepted repairs per agent before 4011. */
  readonly max_repairs: number
}

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

/** The settings among whatever else there is. */
export function companySettings(options: CompanySettings): CompanySettings {
  return Object.fromEntries(
    COMPANY_SETTINGS.map((key) => [key, options[key]]),
  ) as unknown as CompanySettings
}

/** The company that the options of `start` describe. */
export const FIRST_COMPANY = 1

/** Whether callbacks can be sent there. */
export function isReceiverUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  )
}

/** The header line of the guide (auth.basic). */
export function basicAuthorization(key: string): string {
  return `Basic ${btoa(`${key}:`)}`
}

/** A scenario armed for the next agents of a company. */
export interface ArmedScenario {
  readonly scenario: string
  readonly times: number
}

/** One customer of Flip: a key, its agents, and settings of its own. */
export interface Company extends CompanySettings {
  readonly id: number
  readonly created_at: Instant
  readonly armed: readonly ArmedScenario[]
}
