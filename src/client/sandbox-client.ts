import type { CompanyDetail, CompanyInput } from '../control/types.js'
import { ControlCalls } from './control-calls.js'
import { SandboxClock } from './sandbox-clock.js'
import { SandboxCompany } from './sandbox-company.js'
import { inCamelCase, snakeCase } from './snake-case.js'

/** Drives a sandbox in another process (or, as the library's `Sandbox`, in this one) through its control API. */
export class SandboxClient extends ControlCalls {
  /** The virtual clock of all companies. */
  readonly clock: SandboxClock = new SandboxClock(this, {})

  /** A new isolated company: own key, agents, scenarios, callbacks, faults, requests and clock. */
  async createCompany(settings: CompanyInput = {}): Promise<SandboxCompany> {
    const made = this.call<CompanyDetail>('POST', '/companies', {}, snakeCase(settings))
    return new SandboxCompany(this, await inCamelCase(made))
  }

  /** A company that exists; 1 is the one that the start options describe. */
  async company(id: number): Promise<SandboxCompany> {
    return new SandboxCompany(this, await this.call('GET', `/companies/${id}`))
  }
}
