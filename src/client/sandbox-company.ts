import type {
  AgentDetail,
  AgentListItem,
  CallbackDetail,
  CallbackListItem,
  CompanyDetail,
  CompanyInput,
  CoverageReport,
  DisbursementDetail,
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
import type { ScenarioName } from '../kyc/scenario-name.js'
import { CompanyTransfers } from './company-transfers.js'
import type { ControlCalls } from './control-calls.js'
import type {
  AgentFilter,
  CallbackEdits,
  CallbackFilter,
  DecisionByHand,
  EventsFrom,
  MaintenanceOptions,
  PageQuery,
  RequestFilter,
  WaitCondition,
} from './inputs.js'
import { SandboxClock } from './sandbox-clock.js'
import { inCamelCase, snakeCase } from './snake-case.js'

/** One company of a sandbox: the calls of the client, for this company only. */
export class SandboxCompany extends CompanyTransfers<ControlCalls> {
  /** User name of HTTP Basic; the password is empty. */
  readonly secretKey: string
  /** The ready-made `Authorization` header. */
  readonly authorization: string
  /** The token that its callbacks carry. */
  readonly validationToken: string
  /** Its own virtual clock. */
  readonly clock: SandboxClock

  constructor(
    client: ControlCalls,
    /** As they were when this object was made. */
    readonly settings: CompanyDetail,
  ) {
    super(client, settings.id)
    this.secretKey = settings.secret_key
    this.authorization = settings.authorization
    this.validationToken = settings.validation_token
    this.clock = new SandboxClock(client, { companyId: settings.id })
  }

  /** Arms a scenario for its next agents. `next('rejected-17', { times: 2 })` */
  next(scenario: ScenarioName, options: { readonly times?: number } = {}): Promise<CompanyDetail> {
    return this.client.next(scenario, { ...options, companyId: this.id })
  }

  /** Takes back what is armed for its next agents. */
  disarm(): Promise<CompanyDetail> {
    return this.client.disarm({ companyId: this.id })
  }

  /** Changes what is given, from now on, and nothing else. @returns the company with its new settings */
  async update(settings: CompanyInput): Promise<SandboxCompany> {
    const { client, id } = this
    const changed = client.call<CompanyDetail>('PATCH', `/companies/${id}`, {}, snakeCase(settings))
    return new SandboxCompany(client, await inCamelCase(changed))
  }

  /** Its agents, newest first. */
  agents(filter: AgentFilter = {}): Promise<Page<AgentListItem>> {
    return this.client.agents({ ...filter, companyId: this.id })
  }

  /** Decides one of its agents by hand, and cancels its scheduled decision. @throws {SandboxError} 409 when the status does not allow it */
  decide(agentId: number, decision: DecisionByHand): Promise<AgentDetail> {
    return this.client.decide(agentId, decision)
  }

  /** Its callbacks, newest first, without their bytes. */
  callbacks(filter: CallbackFilter = {}): Promise<Page<CallbackListItem>> {
    return this.client.callbacks({ ...filter, companyId: this.id })
  }

  /** Sends a callback by hand: about one of its agents as it is now, or with data of your own. */
  sendCallback(callback: { readonly agentId?: number } & CallbackEdits): Promise<CallbackDetail> {
    return this.client.sendCallback({ ...callback, companyId: this.id })
  }

  /** What the built-in receiver got from it. */
  inbox(page: PageQuery = {}): Promise<Page<InboxItem>> {
    return this.client.inbox({ ...page, companyId: this.id })
  }

  /** Empties the built-in receiver of what it got from it. */
  emptyInbox(): Promise<void> {
    return this.client.emptyInbox({ companyId: this.id })
  }

  /** The calls with its key, newest first. */
  requests(filter: RequestFilter = {}): Promise<Page<RequestItem>> {
    return this.client.requests({ ...filter, companyId: this.id })
  }

  /** What the company's calls have exercised, of what there is, since it was cleared. */
  coverage(): Promise<CoverageReport> {
    return this.client.coverage({ companyId: this.id })
  }

  /** Counts anew what its calls exercise. */
  clearCoverage(): Promise<void> {
    return this.client.clearCoverage({ companyId: this.id })
  }

  /**
   * Waits, without polling, until the whole condition is true.
   * `waitFor({ agentId, kycStatus: 'APPROVED', callback: 'delivered' })`
   * @returns the agent or the transfer, if the condition names one
   * @throws {SandboxError} 408 with what was seen and what is still scheduled
   */
  waitFor(condition: WaitCondition & { readonly agentId: number }): Promise<AgentDetail>
  waitFor(
    condition: WaitCondition & { readonly disbursementId: string },
  ): Promise<DisbursementDetail>
  waitFor(condition: WaitCondition): Promise<AgentDetail | DisbursementDetail | null>
  waitFor(condition: WaitCondition): Promise<AgentDetail | DisbursementDetail | null> {
    return this.client.waitFor({ ...condition, companyId: this.id })
  }

  /** Like `waitFor`, but also returns the callback. */
  wait(condition: WaitCondition): Promise<WaitResult> {
    return this.client.wait({ ...condition, companyId: this.id })
  }

  /** All scenarios that its agents and transfers can follow, in the order in which they are matched. */
  scenarios(): Promise<Page<ScenarioItem>> {
    return this.client.scenarios({ companyId: this.id })
  }

  /** Adds a scenario of your own for this company. */
  addScenario(scenario: ScenarioInput): Promise<Page<ScenarioItem>> {
    return this.client.addScenario(scenario, { companyId: this.id })
  }

  /** Takes away a scenario that `addScenario` has added. */
  removeScenario(name: string): Promise<void> {
    return this.client.removeScenario(name, { companyId: this.id })
  }

  /** The faults of its calls. */
  faults(): Promise<Page<FaultDetail>> {
    return this.client.faults({ companyId: this.id })
  }

  /** Replaces the faults of its calls by these. */
  setFaults(faults: readonly FaultInput[]): Promise<Page<FaultDetail>> {
    return this.client.setFaults(faults, { companyId: this.id })
  }

  /** Adds a fault to those of its calls. */
  addFault(fault: FaultInput): Promise<Page<FaultDetail>> {
    return this.client.addFault(fault, { companyId: this.id })
  }

  /** Takes one of its faults away; the others go on counting. */
  removeFault(id: string): Promise<void> {
    return this.client.removeFault(id, { companyId: this.id })
  }

  /** Takes its faults away. */
  clearFaults(): Promise<void> {
    return this.client.clearFaults({ companyId: this.id })
  }

  /** Whether the emulated API is in maintenance for it. */
  maintenance(): Promise<MaintenanceDetail> {
    return this.client.maintenance({ companyId: this.id })
  }

  /** Puts the emulated API into maintenance for this company, or ends it. */
  setMaintenance(
    maintenance: boolean,
    options: MaintenanceOptions = {},
  ): Promise<MaintenanceDetail> {
    return this.client.setMaintenance(maintenance, { ...options, companyId: this.id })
  }

  /** Server-sent events as they happen, one for each change of this company. */
  events(from: EventsFrom = {}): AsyncGenerator<SandboxEvent> {
    return this.client.events({ ...from, companyId: this.id })
  }

  /** The state of this company, with images and scenarios. */
  export(): Promise<StateExport> {
    return this.client.export({ companyId: this.id })
  }

  /** Empties it; its settings stay. Nothing that was scheduled before happens after it. */
  reset(): Promise<void> {
    return this.client.reset({ companyId: this.id })
  }

  /** Deletes it with all that it has. @throws {SandboxError} 409 for company 1 */
  delete(): Promise<void> {
    return this.client.call('DELETE', `/companies/${this.id}`)
  }
}
