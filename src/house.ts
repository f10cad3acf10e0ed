import type { Agenda } from './agenda.js'
import type { Director } from './director.js'
import type { SandboxOptions } from './options.js'
import type { RequestLog } from './request-log.js'
import type { ImageStore } from './store/images.js'
import type { Store } from './store/store.js'

/** What endpoints work with; `sandbox.ts` puts it together. */
export interface House {
  readonly options: SandboxOptions
  readonly store: Store
  readonly images: ImageStore
  readonly agenda: Agenda
  readonly director: Director
  readonly requests: RequestLog
  /** Where a company without a callback URL gets its callbacks. */
  readonly inboxUrl: (companyId: number) => string
}
