import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../../context/context.js'
import type { Agent } from '../../kyc/agent.js'
import type { Form } from '../../kyc/agent-attributes.js'
import type { Company } from '../../kyc/company.js'
import type { AnswerFault, ScriptedEndpoint } from '../../scenarios/scenario.js'
import type { ChangeBody } from '../../store/change.js'
import type { Answer } from './errors.js'
import type { FilePart } from './form-bodies.js'

/** One call to the emulated API, authenticated and read. */
export interface FlipCall {
  readonly context: Context
  readonly company: Company
  /** The fields of the body; on a GET those of the query. */
  readonly form: Form
  readonly files: ReadonlyMap<string, FilePart>
  /** The path's `:id` as it was sent; `""` when the path has none. */
  readonly id: string
  /** A header's value; undefined where it was not sent. */
  readonly header: (name: string) => string | undefined
  /** Lets the connection end in this way once the call has taken effect. */
  readonly spoil: (fault: AnswerFault) => void
  /** Scheme, host and port that the client called, for the URLs in answers. */
  readonly base: () => string
  /**
   * Commits changes. What they cause (checks, callbacks) waits until the response to this call has been written
   * (callbacks.after-response).
   */
  readonly commit: (...changes: readonly ChangeBody[]) => void
}

/** A call about an agent that has been found. */
export interface AgentCall extends FlipCall {
  readonly agent: Agent
}

/** One requirement of an endpoint. @returns the answer to a call that does not meet it */
export type Requirement<C extends FlipCall = FlipCall> = (call: C) => Answer | undefined

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Below each prefix of the host that the endpoint is served under. */
  readonly path: string
}

/** An endpoint that is not about an existing agent. */
export interface PlainEndpoint extends Route {
  readonly requires: readonly Requirement[]
  /** Does what the call asks for. @returns the body of the 200 */
  readonly perform: (call: FlipCall) => unknown
  /** What a developer should know beside the 200. */
  readonly hint?: (call: FlipCall) => string | undefined
}

/** An endpoint about one agent. Its requirements are checked in this order (errors.kyc-host.order). */
export interface AgentEndpoint extends Route {
  /** Requirements that are checked before the agent is looked up. */
  readonly before: readonly Requirement[]
  /** @returns the agent, or the answer when there is none */
  readonly find: (call: FlipCall) => Agent | Answer
  readonly requires: readonly Requirement<AgentCall>[]
  readonly perform: (call: AgentCall) => unknown
  /** The name under which a scenario can replace its answer. */
  readonly scripted: ScriptedEndpoint | ((call: AgentCall) => ScriptedEndpoint)
}

export type Endpoint = PlainEndpoint | AgentEndpoint

/** Fastify's request and reply of a call, for what needs the connection. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The answer of the first requirement that the call does not meet. */
export function firstUnmet<C extends FlipCall>(
  requirements: readonly Requirement<C>[],
  call: C,
): Answer | undefined {
  for (const requirement of requirements) {
    const answer = requirement(call)
    if (answer !== undefined) return answer
  }
  return undefined
}

export function isAnswer(found: Agent | Answer): found is Answer {
  return 'body' in found
}
