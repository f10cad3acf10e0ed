import type {
  AgentDetail,
  AgentListItem,
  CallbackDetail,
  CallbackListItem,
  CompanyDetail,
  CompanyInput,
  FaultDetail,
  FaultInput,
  InboxItem,
  MaintenanceDetail,
  Page,
  RequestItem,
  SandboxEvent,
  ScenarioInput,
  ScenarioItem,
  StateExport,
  WaitResult,
} from '../control/types.js'
import type { ControlCalls } from './control-calls.js'
import type {
  AgentFilter,
  CallbackEdits,
  CallbackFilter,
  EventsFrom,
  MaintenanceOptions,
  PageQuery,
  RequestFilter,
  WaitCondition,
} from './inputs.js'
import { SandboxClock } from './sandbox-clock.js'
import { snakeCase } from './snake-case.js'

/** One company of a sandbox: the calls of the client, for this company only. */
export class SandboxCompany {
  readonly id: number
  /** User name of HTTP Basic; the password is empty. */
  readonly secretKey: string
  /** The ready-made `Authorization` header. */
  readonly authorization: string
  readonly validationToken: string
  readonly clock: SandboxClock

  constructor(
    readonly client: ControlCalls,
    /** As they were when this object was made. */
    readonly settings: CompanyDetail,
  ) {
    this.id = settings.id
    this.secretKey = settings.secret_key
    this.authorization = settings.authorization
    this.validationToken = settings.validation_token
    this.clock = new SandboxClock(client, { companyId: settings.id })
  }

  next(scenario: string, options: { readonly times?: number } = {}): Promise<CompanyDetail> {
    return this.client.next(scenario, { ...options, companyId: this.id })
  }

  async update(settings: CompanyInput): Promise<SandboxCompany> {
    const { client, id } = this
    return new SandboxCompany(
      client,
      await client.call('PATCH', `/companies/${id}`, {}, snakeCase(settings)),
    )
  }

  agents(filter: AgentFilter = {}): Promise<Page<AgentListItem>> {
    return this.client.agents({ ...filter, companyId: this.id })
  }

  callbacks(filter: CallbackFilter = {}): Promise<Page<CallbackListItem>> {
    return this.client.callbacks({ ...filter, companyId: this.id })
  }

  sendCallback(callback: { readonly agentId?: number } & CallbackEdits): Promise<CallbackDetail> {
    return this.client.sendCallback({ ...callback, companyId: this.id })
  }

  inbox(page: PageQuery = {}): Promise<Page<InboxItem>> {
    return this.client.inbox({ ...page, companyId: this.id })
  }

  requests(filter: RequestFilter = {}): Promise<Page<RequestItem>> {
    return this.client.requests({ ...filter, companyId: this.id })
  }

  waitFor(condition: WaitCondition & { readonly agentId: number }): Promise<AgentDetail>
  waitFor(condition: WaitCondition): Promise<AgentDetail | null>
  waitFor(condition: WaitCondition): Promise<AgentDetail | null> {
    return this.client.waitFor({ ...condition, companyId: this.id })
  }

  wait(condition: WaitCondition): Promise<WaitResult> {
    return this.client.wait({ ...condition, companyId: this.id })
  }

  addScenario(scenario: ScenarioInput): Promise<Page<ScenarioItem>> {
    return this.client.addScenario(scenario, { companyId: this.id })
  }

  removeScenario(name: string): Promise<void> {
    return this.client.removeScenario(name, { companyId: this.id })
  }

  setFaults(faults: readonly FaultInput[]): Promise<Page<FaultDetail>> {
    return this.client.setFaults(faults, { companyId: this.id })
  }

  clearFaults(): Promise<void> {
    return this.client.clearFaults({ companyId: this.id })
  }

  setMaintenance(
    maintenance: boolean,
    options: MaintenanceOptions = {},
  ): Promise<MaintenanceDetail> {
    return this.client.setMaintenance(maintenance, { ...options, companyId: this.id })
  }

  events(from: EventsFrom = {}): AsyncGenerator<SandboxEvent> {
    return this.client.events({ ...from, companyId: this.id })
  }

  export(): Promise<StateExport> {
    return this.client.export({ companyId: this.id })
  }

  reset(): Promise<void> {
    return this.client.reset({ companyId: this.id })
  }

  delete(): Promise<void> {
    return this.client.call('DELETE', `/companies/${this.id}`)
  }
}
