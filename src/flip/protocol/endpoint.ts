import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context/context.js'
import type { Agent } from '../../kyc/agent.js'
import type { Form } from '../../kyc/agent-rules.js'
import type { Company } from '../../kyc/company.js'
import type { ScriptedEndpoint } from '../../scenarios/scenario.js'
import type { ChangeBody } from '../../store/change.js'
import type { Answer } from './errors.js'
import type { FilePart } from './form-bodies.js'

/** One call to the emulated API, authenticated and read. */
export interface Call {
  readonly context: Context
  readonly company: Company
  readonly form: Form
  readonly files: ReadonlyMap<string, FilePart>
  /** The path's `:id` as it was sent; `""` where the path has none. */
  readonly id: string
  /** Scheme, host and port that the client called, for the URLs in answers. */
  readonly base: () => string
  /**
   * Makes changes true. Whatever they cause later (checks, callbacks) waits until the response to this call has
   * been written (callbacks.after-response).
   */
  readonly commit: (...changes: readonly ChangeBody[]) => void
}

/** A call that concerns an agent, once that is found. */
export interface AgentCall extends Call {
  readonly agent: Agent
}

/** One check of a call: what goes back where it fails. */
export type Check<C extends Call = Call> = (call: C) => Answer | undefined

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below both of the host's prefixes. */
  readonly path: string
}

/** An endpoint that concerns no existing agent. */
export interface PlainEndpoint extends Route {
  readonly checks: readonly Check[]
  /** Does it; what it returns is the body of a 200. */
  readonly perform: (call: Call) => unknown
}

/** An endpoint about one agent. Its checks stand in the order in which they are made (errors.kyc-host.order). */
export interface AgentEndpoint extends Route {
  /** Checks before the agent is looked for. */
  readonly before: readonly Check[]
  /** Finds the agent, or says why not. */
  readonly find: (call: Call) => Agent | Answer
  readonly checks: readonly Check<AgentCall>[]
  readonly perform: (call: AgentCall) => unknown
  /** The name under which a scenario can replace its answer. */
  readonly scripted: ScriptedEndpoint | ((call: AgentCall) => ScriptedEndpoint)
}

export type Endpoint = PlainEndpoint | AgentEndpoint

/** A call and where it came from, for what must reach below HTTP. */
export interface Wire {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The first failing check's answer. */
export function firstFailure<C extends Call>(
  checks: readonly Check<C>[],
  call: C,
): Answer | undefined {
  for (const check of checks) {
    const answer = check(call)
    if (answer !== undefined) return answer
  }
  return undefined
}

export function isAnswer(found: Agent | Answer): found is Answer {
  return 'body' in found
}
