import type { CompanySettings } from '../kyc/company.js'

/** The options of `start`. */
export interface SandboxOptions extends CompanySettings {
  readonly port: number
  readonly host: string
  /** A file, or `memory`. */
  readonly state: string
  /** A file to begin with, when the state is empty. */
  readonly import: string | null
  /** A file of agents to begin with, when the state is empty. */
  readonly seed: string | null
  /** A folder of the user's own scenarios. */
  readonly scenarios: string | null
  /** A report that `parity` has written. */
  readonly fidelity: string | null
  /** null: open on loopback; `none`: open everywhere. */
  readonly control_token: string | null
  /** The address of the sandbox's own URLs in answers; null: what the client called. */
  readonly public_url: string | null
  readonly intercept: 'on' | 'off'
  /** Where TLS is spoken; null: nowhere. */
  readonly https_port: number | null
  /** The folder of the local certificate authority. */
  readonly ca: string
  /** Pages of these origins may call the emulated API; `*`: all. */
  readonly cors_origins: readonly string[]
  readonly allowed_hosts: readonly string[]
  readonly allowed_origins: readonly string[]
  readonly log: 'pretty' | 'json' | 'silent'
}
