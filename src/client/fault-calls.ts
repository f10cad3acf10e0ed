import type { FaultDetail, FaultInput, MaintenanceDetail, Page } from '../control/types.js'
import type { InCompany, MaintenanceOptions } from './inputs.js'
import { SandboxError } from './sandbox-error.js'
import { snakeCase } from './snake-case.js'
import { StateCalls } from './state-calls.js'

/** The calls of the control API that make the emulated one fail: faults, and maintenance. */
export class FaultCalls extends StateCalls {
  /** The faults that are set, and how often each has struck. */
  async faults(scope: InCompany = {}): Promise<Page<FaultDetail>> {
    return this.call('GET', '/faults', snakeCase(scope))
  }

  /**
   * Replaces the faults by these.
   * `setFaults([{ method: 'PUT', path: '/users/:id/submit', nth: 1, status: 503 }])`
   */
  async setFaults(
    faults: readonly FaultInput[],
    scope: InCompany = {},
  ): Promise<Page<FaultDetail>> {
    if (!Array.isArray(faults)) {
      const message =
        'setFaults takes a list, such as setFaults([{ status: 503 }]); addFault takes one.'
      throw new SandboxError(null, 'invalid_option', message)
    }
    return this.call('PUT', '/faults', snakeCase(scope), { faults: faults.map(snakeCase) })
  }

  /** Adds a fault to those that are set. `addFault({ path: '/users/:id/submit', status: 503 })` */
  async addFault(fault: FaultInput, scope: InCompany = {}): Promise<Page<FaultDetail>> {
    return this.call('POST', '/faults', snakeCase(scope), snakeCase(fault))
  }

  /** Takes one fault away; the others go on counting. `removeFault('fault-2')` */
  async removeFault(id: string, scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', `/faults/${encodeURIComponent(id)}`, snakeCase(scope))
  }

  /** Takes all faults away. */
  async clearFaults(scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', '/faults', snakeCase(scope))
  }

  /** Whether maintenance is on, for a company or for all. */
  async maintenance(scope: InCompany = {}): Promise<MaintenanceDetail> {
    return this.call('GET', '/maintenance', snakeCase(scope))
  }

  /** Puts the emulated API into maintenance, or ends it: meanwhile all its calls but `GET /general/maintenance` are refused. */
  async setMaintenance(
    maintenance: boolean,
    { status, ...scope }: MaintenanceOptions & InCompany = {},
  ): Promise<MaintenanceDetail> {
    return this.call('PUT', '/maintenance', snakeCase(scope), { maintenance, status })
  }
}
