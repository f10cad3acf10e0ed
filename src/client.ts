import type {
  AgentDetail,
  AgentListItem,
  CallbackDetail,
  CallbackListItem,
  Clock,
  CompanyDetail,
  CompanyInput,
  FaultDetail,
  FaultInput,
  InboxItem,
  Page,
  RequestItem,
  SandboxConfig,
  SandboxEvent,
  ScenarioInput,
  ScenarioItem,
  StateExport,
  WaitResult,
} from './client-types.js'
import type { AgentStatus, KycStatus } from './kyc/agent.js'
import type { CallbackFault, CallbackState } from './kyc/callback.js'
import type { RejectionReasonCode } from './kyc/rejection-reasons.js'

export type * from './client-types.js'
export type { AgentStatus, CallbackFault, CallbackState, KycStatus, RejectionReasonCode }

/** A control call that was refused, in the sandbox's own words. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'

  constructor(
    /** HTTP status, such as 408 for a wait that ran out. */
    readonly status: number,
    /** A word for programs, such as `conflict`. */
    readonly code: string,
    message: string,
    /** The whole error object, `seen` and `scheduled` of a wait included. */
    readonly details: Readonly<Record<string, unknown>>,
  ) {
    super(message)
  }
}

export interface ClientOptions {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Where the sandbox was started with one. */
  readonly controlToken?: string | undefined
}

/** Narrows a call to one company; without it, all of them. */
export interface InCompany {
  readonly companyId?: number
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Drives a sandbox in another process (or, as the library's `Sandbox`, in this one) through its control API.
 * What is asked goes in camelCase; what comes back is the control API's own JSON.
 */
export class SandboxClient {
  readonly url: string
  readonly #token: string | undefined

  constructor({ url, controlToken }: ClientOptions) {
    this.url = url.replace(/\/+$/, '')
    this.#token = controlToken
  }

  /** The virtual clock of all companies. */
  readonly clock: SandboxClock = new SandboxClock(this, {})

  health(): Promise<{ status: 'ok'; version: string }> {
    return this.call('GET', '/health')
  }

  config(): Promise<SandboxConfig> {
    return this.call('GET', '/config')
  }

  /** A new isolated company: own key, agents, scenarios, callbacks, faults, requests and clock. */
  async createCompany(settings: CompanyInput = {}): Promise<SandboxCompany> {
    return new SandboxCompany(this, await this.call('POST', '/companies', {}, snakeCase(settings)))
  }

  /** A company that exists; 1 is the one that the start options describe. */
  async company(id: number): Promise<SandboxCompany> {
    return new SandboxCompany(this, await this.call('GET', `/companies/${id}`))
  }

  companies(page: PageQuery = {}): Promise<Page<CompanyDetail>> {
    return this.call('GET', '/companies', { ...page })
  }

  agents(
    filter: InCompany & { readonly kycStatus?: KycStatus; readonly q?: string } & PageQuery = {},
  ): Promise<Page<AgentListItem>> {
    return this.call('GET', '/agents', snakeCase(filter))
  }

  /** With history, images, scenario and callbacks. */
  agent(agentId: number): Promise<AgentDetail> {
    return this.call('GET', `/agents/${agentId}`)
  }

  setAgentStatus(agentId: number, status: AgentStatus): Promise<AgentDetail> {
    return this.call('PATCH', `/agents/${agentId}`, {}, { status })
  }

  /** The decision by hand; cancels the scheduled one. @throws {SandboxError} 409 where the status forbids it */
  decide(
    agentId: number,
    decision: {
      readonly kycStatus: KycStatus
      readonly rejectedReasonCode?: RejectionReasonCode
      /** A duration such as `2s`. */
      readonly after?: string
    },
  ): Promise<AgentDetail> {
    return this.call('POST', `/agents/${agentId}/decision`, {}, snakeCase(decision))
  }

  /** Takes back a decision that is still to come; the agent waits then. */
  cancelDecision(agentId: number): Promise<AgentDetail> {
    return this.call('DELETE', `/agents/${agentId}/decision`)
  }

  setScenario(agentId: number, scenario: string): Promise<AgentDetail> {
    return this.call('PUT', `/agents/${agentId}/scenario`, {}, { scenario })
  }

  scenarios(scope: InCompany = {}): Promise<Page<ScenarioItem>> {
    return this.call('GET', '/scenarios', snakeCase(scope))
  }

  /** Adds a scenario while running: for one company, or for all. */
  addScenario(scenario: ScenarioInput, scope: InCompany = {}): Promise<Page<ScenarioItem>> {
    return this.call('POST', '/scenarios', snakeCase(scope), scenario)
  }

  removeScenario(name: string, scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', `/scenarios/${encodeURIComponent(name)}`, snakeCase(scope))
  }

  /** Arms a scenario for the next agent, or the next few, of a company (1 where none is named). */
  next(
    scenario: string,
    { times = 1, companyId = 1 }: InCompany & { times?: number } = {},
  ): Promise<CompanyDetail> {
    return this.call('POST', '/scenarios/next', {}, { scenario, times, company_id: companyId })
  }

  /** Takes back what `next` has armed. */
  disarm({ companyId = 1 }: InCompany = {}): Promise<CompanyDetail> {
    return this.call('DELETE', '/scenarios/next', { company_id: companyId })
  }

  callbacks(
    filter: InCompany & {
      readonly agentId?: number
      readonly state?: CallbackState
    } & PageQuery = {},
  ): Promise<Page<CallbackListItem>> {
    return this.call('GET', '/callbacks', snakeCase(filter))
  }

  /** With its exact bytes both ways. */
  callback(id: number): Promise<CallbackDetail> {
    return this.call('GET', `/callbacks/${id}`)
  }

  resendCallback(id: number, edits: CallbackEdits = {}): Promise<CallbackDetail> {
    return this.call('POST', `/callbacks/${id}/resend`, {}, snakeCase(edits))
  }

  /** A callback made by hand: about an agent as it is now, or with data of your own. */
  sendCallback(
    callback: InCompany & { readonly agentId?: number } & CallbackEdits,
  ): Promise<CallbackDetail> {
    return this.call('POST', '/callbacks', {}, snakeCase(callback))
  }

  cancelCallback(id: number): Promise<CallbackDetail> {
    return this.call('DELETE', `/callbacks/${id}`)
  }

  /** What the built-in receiver got. */
  inbox(filter: InCompany & PageQuery = {}): Promise<Page<InboxItem>> {
    return this.call('GET', '/inbox', snakeCase(filter))
  }

  emptyInbox(scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', '/inbox', snakeCase(scope))
  }

  /**
   * Waits, without polling, until everything that is named holds.
   * @returns the agent, where one is named
   * @throws {SandboxError} 408 with what was seen and what is still scheduled
   */
  async waitFor(condition: WaitCondition & { readonly agentId: number }): Promise<AgentDetail>
  async waitFor(condition: WaitCondition): Promise<AgentDetail | null>
  async waitFor(condition: WaitCondition): Promise<AgentDetail | null> {
    return (await this.wait(condition)).agent
  }

  /** Like `waitFor`; returns the callback it looked at as well. */
  wait(condition: WaitCondition): Promise<WaitResult> {
    return this.call('GET', '/wait', snakeCase(condition))
  }

  /** The calls to the emulated API, newest first. */
  requests(
    filter: InCompany & {
      readonly agentId?: number
      readonly requestId?: string
      /** Part of the path. */
      readonly path?: string
      readonly status?: number
    } & PageQuery = {},
  ): Promise<Page<RequestItem>> {
    return this.call('GET', '/requests', snakeCase(filter))
  }

  faults(scope: InCompany = {}): Promise<Page<FaultDetail>> {
    return this.call('GET', '/faults', snakeCase(scope))
  }

  /** Puts these faults in the place of those there are. */
  setFaults(faults: readonly FaultInput[], scope: InCompany = {}): Promise<Page<FaultDetail>> {
    return this.call('PUT', '/faults', snakeCase(scope), { faults: faults.map(snakeCase) })
  }

  clearFaults(scope: InCompany = {}): Promise<void> {
    return this.call('DELETE', '/faults', snakeCase(scope))
  }

  setMaintenance(maintenance: boolean, scope: InCompany = {}): Promise<{ maintenance: boolean }> {
    return this.call('PUT', '/maintenance', snakeCase(scope), { maintenance })
  }

  /** Empties one company, or all of them: nothing scheduled before ever arrives after. */
  reset(scope: InCompany = {}): Promise<void> {
    return this.call('POST', '/reset', snakeCase(scope))
  }

  export(scope: InCompany = {}): Promise<StateExport> {
    return this.call('GET', '/export', snakeCase(scope))
  }

  import(document: StateExport): Promise<{ companies: number; agents: number; images: number }> {
    return this.call('POST', '/import', {}, document)
  }

  /**
   * Server-sent events, one a change, as they happen.
   * @param lastEventId goes on after this one
   */
  async *events({
    lastEventId,
    signal,
    ...scope
  }: InCompany & {
    readonly lastEventId?: string
    readonly signal?: AbortSignal
  } = {}): AsyncGenerator<SandboxEvent> {
    const response = await this.#fetch('GET', '/events', snakeCase(scope), undefined, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      signal: signal ?? null,
    })
    if (response.body === null) return
    let text = ''
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() as string
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => splitField(line)))
        const type = fields.get('event')
        if (type === undefined) continue
        yield { type, id: fields.get('id') ?? null, data: JSON.parse(fields.get('data') ?? '{}') }
      }
    }
  }

  /** Any control call, by method and path below `/_sandbox`. */
  async call<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
    const response = await this.#fetch(method, path, query, body)
    const text = await response.text()
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async #fetch(
    method: string,
    path: string,
    query: Query,
    body: unknown,
    init: RequestInit = {},
  ): Promise<Response> {
    const url = new URL(`${this.url}/_sandbox${path}`)
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value))
    }
    const response = await fetch(url, {
      ...init,
      method,
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response
    throw await asError(response)
  }
}

export interface PageQuery {
  /** 1 to 1000; 100 where none is given. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}

export interface CallbackEdits {
  readonly url?: string
  /** The JSON of the field `data`, as text or as an object. */
  readonly data?: unknown
  readonly token?: string
  readonly fault?: CallbackFault
  /** A duration such as `2s`. */
  readonly after?: string
}

export interface WaitCondition extends InCompany {
  readonly agentId?: number
  /** The status now. */
  readonly kycStatus?: KycStatus
  /** The state of the callback that announces that status; without one, of the agent's latest. */
  readonly callback?: CallbackState
  /** Nothing scheduled or under way. */
  readonly idle?: boolean
  /** Real time, such as `10s` (the default). */
  readonly timeout?: string
}

/** A virtual clock: of one company, or of all. */
export class SandboxClock {
  constructor(
    readonly client: SandboxClient,
    readonly scope: InCompany,
  ) {}

  now(): Promise<Clock> {
    return this.client.call('GET', '/clock', snakeCase(this.scope))
  }

  freeze(now?: Date | string): Promise<Clock> {
    return this.#put({ mode: 'frozen', ...(now !== undefined && { now: rfc3339(now) }) })
  }

  resume(): Promise<Clock> {
    return this.#put({ mode: 'running' })
  }

  /** Goes forward to a time; what falls due on the way runs before this answers. */
  set(now: Date | string): Promise<Clock> {
    return this.#put({ now: rfc3339(now) })
  }

  /** Goes forward by a duration such as `2h`; what falls due on the way runs before this answers. */
  advance(by: string): Promise<Clock> {
    return this.client.call('POST', '/clock/advance', snakeCase(this.scope), { by })
  }

  #put(body: object): Promise<Clock> {
    return this.client.call('PUT', '/clock', snakeCase(this.scope), body)
  }
}

/** One company of a sandbox: the calls of the client, narrowed to it. */
export class SandboxCompany {
  readonly id: number
  /** User name of HTTP Basic; the password is empty. */
  readonly secretKey: string
  /** The ready-made `Authorization` header. */
  readonly authorization: string
  readonly validationToken: string
  readonly clock: SandboxClock

  constructor(
    readonly client: SandboxClient,
    /** As it was when this was made. */
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

  agents(
    filter: { readonly kycStatus?: KycStatus; readonly q?: string } & PageQuery = {},
  ): Promise<Page<AgentListItem>> {
    return this.client.agents({ ...filter, companyId: this.id })
  }

  callbacks(
    filter: { readonly agentId?: number; readonly state?: CallbackState } & PageQuery = {},
  ): Promise<Page<CallbackListItem>> {
    return this.client.callbacks({ ...filter, companyId: this.id })
  }

  inbox(page: PageQuery = {}): Promise<Page<InboxItem>> {
    return this.client.inbox({ ...page, companyId: this.id })
  }

  waitFor(condition: WaitCondition & { readonly agentId: number }): Promise<AgentDetail>
  waitFor(condition: WaitCondition): Promise<AgentDetail | null>
  waitFor(condition: WaitCondition): Promise<AgentDetail | null> {
    return this.client.waitFor({ ...condition, companyId: this.id })
  }

  reset(): Promise<void> {
    return this.client.reset({ companyId: this.id })
  }

  delete(): Promise<void> {
    return this.client.call('DELETE', `/companies/${this.id}`)
  }
}

async function asError(response: Response): Promise<SandboxError> {
  const text = await response.text()
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string } }
    return new SandboxError(response.status, error.code, error.message, { ...error })
  } catch {
    const message = `${response.url} answered ${response.status}, but not as a sandbox does; is the URL right?`
    return new SandboxError(response.status, 'no_sandbox', message, {})
  }
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(': ')
  return [line.slice(0, colon), line.slice(colon + 2)]
}

function rfc3339(at: Date | string): string {
  return typeof at === 'string' ? at : at.toISOString()
}

/** `agentId` → `agent_id`. */
function snakeCase(values: object): Record<string, string | number | boolean | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
