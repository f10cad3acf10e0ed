import type { Coverage } from '../coverage/coverage.js'
import type { Checks } from '../decisions/checks.js'
import type { Scenarios } from '../decisions/scenarios.js'
import type { Transfers } from '../decisions/transfers.js'
import type { SandboxOptions } from '../options/options.js'
import type { RequestLog } from '../requests/request-log.js'
import type { FidelityReport } from '../rules/fidelity-report.js'
import type { Route } from '../scenarios/fault-path.js'
import type { ImageStore } from '../store/images.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'
import type { Address } from './address.js'

/** Gets a sentence about something that went wrong where no caller hears of it. */
export type Warn = (sentence: string) => void

/** What endpoints work with; `server/sandbox.ts` puts it together. */
export interface Context {
  readonly options: SandboxOptions
  readonly store: Store
  readonly images: ImageStore
  readonly agenda: Agenda
  readonly scenarios: Scenarios
  readonly checks: Checks
  readonly transfers: Transfers
  readonly requests: RequestLog
  readonly coverage: Coverage
  readonly address: Address
  readonly warn: Warn
  /** Every call that the emulated API takes. */
  readonly routes: readonly Route[]
  /** The certificate of the local authority, in PEM; null: nothing here speaks TLS. */
  readonly certificate: string | null
  /** What `parity` has found out; null where no report was given. */
  readonly fidelity: FidelityReport | null
}
