import type { Director } from '../checks/director.js'
import type { SandboxOptions } from '../options/options.js'
import type { RequestLog } from '../requests/request-log.js'
import type { ImageStore } from '../store/images.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'

/** What endpoints work with; `sandbox.ts` puts it together. */
export interface Context {
  readonly options: SandboxOptions
  readonly store: Store
  readonly images: ImageStore
  readonly agenda: Agenda
  readonly director: Director
  readonly requests: RequestLog
  /** Where a company without a callback URL gets its callbacks. */
  readonly inboxUrl: (companyId: number) => string
}
