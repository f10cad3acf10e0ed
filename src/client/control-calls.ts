import type {
  AgentDetail,
  AgentListItem,
  CallbackDetail,
  CallbackListItem,
  CompanyDetail,
  CoverageReport,
  DisbursementDetail,
  DrillItem,
  DrillReport,
  InboxItem,
  Page,
  RequestItem,
  SandboxConfig,
  ScenarioInput,
  ScenarioItem,
  WaitResult,
} from '../control/types.js'
import type { AgentStatus } from '../kyc/agent.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import type { ScenarioName } from '../kyc/scenario-name.js'
import { parseDuration } from '../time/duration.js'
import { FaultCalls } from './fault-calls.js'
import type {
  AgentFilter,
  CallbackEdits,
  CallbackFilter,
  DecisionByHand,
  DrillInput,
  InCompany,
  PageQuery,
  RequestFilter,
  WaitCondition,
} from './inputs.js'
import { SandboxError } from './sandbox-error.js'
import { inCamelCase, snakeCase } from './snake-case.js'
import { LONGEST_ASK, waitLong } from './wait-long.js'

/**
 * The calls of the control API. They take names in camelCase, as JavaScript writes them. They return the control API's own
 * JSON with its names in snake_case, the same as in callbacks, exports and the emulated API, so that one can be held
 * against the other. Each rejects with a `SandboxError` when it is refused, or nothing answers.
 */
export class ControlCalls extends FaultCalls {
  /**
   * Whether it answers, and its version. Needs no token.
   * @param signal aborts the call
   */
  health(signal?: AbortSignal): Promise<{ status: 'ok'; version: string }> {
    return this.call('GET', '/health', {}, undefined, signal)
  }

  /** The options in force, with secrets shortened. */
  config(): Promise<SandboxConfig> {
    return this.call('GET', '/config')
  }

  /** The companies, newest first; 1 is the one that the start options describe. */
  companies(page: PageQuery = {}): Promise<Page<CompanyDetail>> {
    return this.call('GET', '/companies', { ...page })
  }

  /** The agents, newest first. `agents({ kycStatus: 'PENDING' })` */
  async agents(filter: InCompany & AgentFilter = {}): Promise<Page<AgentListItem>> {
    return this.call('GET', '/agents', snakeCase(filter))
  }

  /** With history, images, scenario and callbacks. */
  agent(agentId: number): Promise<AgentDetail> {
    return this.call('GET', `/agents/${agentId}`)
  }

  /** Sets the state of an agent's account, which Flip's staff would: `BLOCKED` and its kin. It is no KYC status. */
  setAgentStatus(agentId: number, status: AgentStatus): Promise<AgentDetail> {
    return this.call('PATCH', `/agents/${agentId}`, {}, { status })
  }

  /** Decides an agent by hand, and cancels its scheduled decision. @throws {SandboxError} 409 when the status does not allow it */
  async decide(agentId: number, decision: DecisionByHand): Promise<AgentDetail> {
    return this.call('POST', `/agents/${agentId}/decision`, {}, snakeCase(decision))
  }

  /** Cancels a decision that is still to come. The agent then waits for another one. */
  cancelDecision(agentId: number): Promise<AgentDetail> {
    return this.call('DELETE', `/agents/${agentId}/decision`)
  }

  /** Lets an agent follow another scenario from its next step on. `setScenario(12, 'rejected-17')` */
  setScenario(agentId: number, scenario: ScenarioName): Promise<AgentDetail> {
    return this.call('PUT', `/agents/${agentId}/scenario`, {}, { scenario })
  }

  /** The catalogue, each scenario with its magic number, where it has one. */
  async scenarios(scope: InCompany = {}): Promise<Page<ScenarioItem>> {
    return this.call('GET', '/scenarios', snakeCase(scope))
  }

  /** Adds a scenario while running: for one company, or for all. */
  async addScenario(scenario: ScenarioInput, scope: InCompany = {}): Promise<Page<ScenarioItem>> {
    return this.call('POST', '/scenarios', snakeCase(scope), scenario)
  }

  /** Takes away a scenario that `addScenario` has added. Its agents take the usual course from their next step on. */
  async removeScenario(name: string, scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', `/scenarios/${encodeURIComponent(name)}`, snakeCase(scope))
  }

  /**
   * Arms a scenario for the next agents of a company (company 1, unless you name one).
   * `next('rejected-17', { times: 2 })`
   */
  async next(
    scenario: ScenarioName,
    options: InCompany & { readonly times?: number } = {},
  ): Promise<CompanyDetail> {
    const sent = { scenario, times: 1, companyId: FIRST_COMPANY, ...options }
    return inCamelCase(this.call('POST', '/scenarios/next', {}, snakeCase(sent)))
  }

  /** Disarms the scenarios that `next` has armed. */
  disarm({ companyId = FIRST_COMPANY }: InCompany = {}): Promise<CompanyDetail> {
    return this.call('DELETE', '/scenarios/next', { company_id: companyId })
  }

  /** The callbacks, newest first, without their bytes. */
  async callbacks(filter: InCompany & CallbackFilter = {}): Promise<Page<CallbackListItem>> {
    return this.call('GET', '/callbacks', snakeCase(filter))
  }

  /** With the exact bytes of request and answer. */
  callback(id: number): Promise<CallbackDetail> {
    return this.call('GET', `/callbacks/${id}`)
  }

  /** Sends a callback once more, as it was or with changes. `resendCallback(7, { token: 'wrong' })` */
  async resendCallback(id: number, edits: CallbackEdits = {}): Promise<CallbackDetail> {
    return this.call('POST', `/callbacks/${id}/resend`, {}, snakeCase(edits))
  }

  /** Sends a callback by hand: about an agent as it is now, or with data of your own. */
  async sendCallback(
    callback: InCompany & { readonly agentId?: number } & CallbackEdits,
  ): Promise<CallbackDetail> {
    return this.call('POST', '/callbacks', {}, snakeCase(callback))
  }

  /** Takes back a callback that is still scheduled. @throws {SandboxError} 409 when it is not */
  cancelCallback(id: number): Promise<CallbackDetail> {
    return this.call('DELETE', `/callbacks/${id}`)
  }

  /** What the built-in receiver got. */
  async inbox(filter: InCompany & PageQuery = {}): Promise<Page<InboxItem>> {
    return this.call('GET', '/inbox', snakeCase(filter))
  }

  /** Forgets what the built-in receiver got. */
  async emptyInbox(scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', '/inbox', snakeCase(scope))
  }

  /**
   * Waits, without polling, until the whole condition is true.
   * @returns the agent or the transfer, if the condition names one
   * @throws {SandboxError} 408 with what was seen and what is still scheduled
   */
  async waitFor(condition: WaitCondition & { readonly agentId: number }): Promise<AgentDetail>
  async waitFor(
    condition: WaitCondition & { readonly disbursementId: string },
  ): Promise<DisbursementDetail>
  async waitFor(condition: WaitCondition): Promise<AgentDetail | DisbursementDetail | null>
  async waitFor(condition: WaitCondition): Promise<AgentDetail | DisbursementDetail | null> {
    const { agent, disbursement } = await this.wait(condition)
    return agent ?? disbursement
  }

  /** Like `waitFor`, but also returns the callback. */
  async wait(condition: WaitCondition = {}): Promise<WaitResult> {
    return waitLong(condition.timeout, (timeout) =>
      inCamelCase(this.call('GET', '/wait', snakeCase({ ...condition, timeout }))),
    )
  }

  /** The calls to the emulated API, newest first. */
  async requests(filter: InCompany & RequestFilter = {}): Promise<Page<RequestItem>> {
    return this.call('GET', '/requests', snakeCase(filter))
  }

  /** What the calls have exercised, of what there is, since it was cleared. */
  async coverage(scope: InCompany = {}): Promise<CoverageReport> {
    return this.call('GET', '/coverage', snakeCase(scope))
  }

  /** Begins the coverage anew. What is prepared and not yet used stays in it. */
  async clearCoverage(scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', '/coverage', snakeCase(scope))
  }

  /** What a callback receiver must stand. */
  drills(): Promise<Page<DrillItem>> {
    return this.call('GET', '/drills')
  }

  /**
   * Examines a callback receiver.
   * @returns the report, also where drills have failed
   * @throws {SandboxError} 409 while another drill of the same receiver is under way; `invalid_drill` where the limit is
   * longer than an answer can be waited for
   */
  async drill(drill: DrillInput): Promise<DrillReport> {
    const { probe, register, ...input } = drillInput(drill)
    if ((parseDuration(input.limit ?? '0') ?? 0) > LONGEST_ASK) throw tooLong()
    const body = snakeCase({ ...input, probeUrl: probe, registerUrl: register })
    return this.call('POST', '/drills', {}, body)
  }
}

/** What a drill was given. @throws {SandboxError} where that is a URL alone */
export function drillInput<T extends object>(input: T): T {
  if (typeof input === 'object') return input
  const message = 'drill takes an object: drill({ url: "http://127.0.0.1:3000/flip/callback" }).'
  throw new SandboxError(null, 'invalid_drill', message)
}

function tooLong(): SandboxError {
  const message =
    '"limit" must be 4m at the longest, because fetch gives up an answer after five minutes; name fewer drills with "only", or let flip-sandbox drill run them.'
  return new SandboxError(null, 'invalid_drill', message)
}
