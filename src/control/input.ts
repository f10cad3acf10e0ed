import type { FastifyRequest } from 'fastify'
import type { Context } from '../context/context.js'
import type { Agent } from '../kyc/agent.js'
import { ALL_COMPANIES, type Company } from '../kyc/company.js'
import { checker } from '../lib/check.js'
import type { Definition, Static } from '../lib/definition.js'
import { instead, type Problem, sentence } from '../lib/problem.js'
import { noSuchScenario } from '../scenarios/no-such-scenario.js'
import { type Scenario, whyNoAgent } from '../scenarios/scenario.js'
import type { State } from '../store/state.js'
import type { Disbursement } from '../transfers/disbursement.js'
import { readTransactionId, unroundedId } from '../transfers/transaction-id.js'
import { type ControlError, invalid, notFound } from './control-error.js'

/** Reads what was sent with a call. It is as its definition says, or the reader throws. */
export type Reader<T> = (sent: unknown) => T

/** The definition of an object. */
interface Properties {
  readonly properties: Readonly<Record<string, Definition>>
}

/**
 * Makes a reader from a definition. Numbers and booleans may come as text, as they do in a query.
 * @returns a reader that throws a `ControlError` with what is wrong and what to send
 */
export function reader<D extends Definition & Properties>(definition: D): Reader<Static<D>> {
  const check = checker(() => definition)
  const { properties } = definition
  return (sent) => {
    const values = isObject(sent) ? textsConverted(sent, properties) : (sent ?? {})
    const problem = check(values)
    if (problem !== null) throw invalid(messageOf(problem))
    return values as Static<D>
  }
}

/** The same object, with texts turned into the numbers and booleans that the definition wants. */
function textsConverted(sent: object, properties: Properties['properties']): object {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      if (typeof value !== 'string' || !Object.hasOwn(properties, name)) return [name, value]
      const { type } = properties[name] as { readonly type?: string }
      if (type === 'integer' && /^\d{1,15}$/.test(value)) return [name, Number(value)]
      if (type === 'boolean' && /^(true|false)$/.test(value)) return [name, value === 'true']
      return [name, value]
    }),
  )
}

function messageOf(problem: Problem): string {
  if (problem.kind !== 'unknown') return `${sentence(problem, 'The body')}.`
  if (problem.path !== '') return sentence(problem, '')
  return `"${problem.key}" is not a parameter of this call; ${instead(problem)}`
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Body and query together, for calls whose `company_id` may be in either. */
export function bodyAndQuery({ body, query }: FastifyRequest): unknown {
  return isObject(body ?? {}) ? { ...(query as object), ...(body as object) } : body
}

interface Scope {
  readonly company_id?: number
}

/** The id of the company that a call names; `ALL_COMPANIES` when it names none. @throws {ControlError} 404 */
export function ownerOf(state: State, { company_id }: Scope): number {
  return company_id === undefined ? ALL_COMPANIES : companyWithId(state, company_id).id
}

/** What was sent, when the company that it names is there. @throws {ControlError} 404 */
export function ofKnownCompany<Sent extends Scope>(state: State, sent: Sent): Sent {
  ownerOf(state, sent)
  return sent
}

export function companyWithId(state: State, id: number): Company {
  const company = state.companies.get(id)
  if (company === undefined) throw notFound(`company ${id}`, 'GET /_sandbox/companies lists them.')
  return company
}

export function agentWithId(state: State, id: number): Agent {
  const agent = state.agents.get(id)
  if (agent === undefined) throw notFound(`agent ${id}`, 'GET /_sandbox/agents lists them.')
  return agent
}

/** @throws {ControlError} which names the transfer that was meant, where a program has rounded its id */
export function disbursementWithId(state: State, sent: string): Disbursement {
  const found = state.disbursements.get(readTransactionId(sent) ?? '')
  if (found !== undefined) return found
  const original = unroundedId(sent) ?? ''
  if (state.disbursements.has(original)) {
    throw notFound(
      `transfer ${sent}, but ${original}`,
      'A program has read that id into a number that cannot hold 19 digits; keep ids as text.',
    )
  }
  throw notFound(`transfer ${sent}`, 'GET /_sandbox/disbursements lists them.')
}

/**
 * The scenario of that name, of a company or of all, for agents to follow.
 * @throws {ControlError} with the name that was meant, or with what to do where it is for transfers
 */
export function scenarioNamed(
  scenarios: Context['scenarios'],
  name: string,
  companyId: number,
): Scenario {
  const scenario = scenarios.named(name, companyId)
  if (scenario !== undefined) {
    const why = whyNoAgent(scenario)
    if (why !== null) throw invalid(why)
    return scenario
  }
  const known = scenarios.ofCompany(companyId)
  throw invalid(noSuchScenario(name, known, 'GET /_sandbox/scenarios lists them'))
}

/** The agent and the owner that a call names. A call that names only an agent means the agent's company. @throws {ControlError} 404 */
export function agentAndOwner(
  state: State,
  input: Scope & { readonly agent_id?: number },
): { agent: Agent | null; owner: number } {
  const { agent_id } = input
  const agent = agent_id === undefined ? null : agentWithId(state, agent_id)
  const owner = ownerOf(state, input)
  if (agent === null) return { agent, owner }
  if (owner !== ALL_COMPANIES && agent.company_id !== owner) {
    throw notFound(`agent ${agent.id} in company ${owner}`, 'GET /_sandbox/agents lists them.')
  }
  return { agent, owner: agent.company_id }
}

/** The id in the path. @throws {ControlError} 404 when it is not a number */
export function pathId(request: FastifyRequest, what: string): number {
  const { id } = request.params as { id: string }
  if (/^\d{1,15}$/.test(id)) return Number(id)
  throw unknownId(what)
}

function unknownId(what: string): ControlError {
  return notFound(`${what} with that id`, 'An id is a whole number.')
}
