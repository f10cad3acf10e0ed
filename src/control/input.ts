import type { FastifyRequest } from 'fastify'
import type { Agent, Instant } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import { isRejectionReasonCode, type RejectionReasonCode } from '../kyc/rejection-reasons.js'
import { nearest } from '../lib/nearest.js'
import type { State } from '../store/state.js'
import { parseDuration } from '../time/duration.js'
import { type ControlError, invalid, notFound } from './control-error.js'

/** What a control call was sent: its JSON body's or its query's values, read one by one. */
export class Input {
  readonly #values: Readonly<Record<string, unknown>>

  /** @throws {ControlError} where a value has a name that this call does not know */
  constructor(
    values: unknown,
    known: readonly string[],
    /** Where the values stand in what was sent, for messages. */
    readonly place = '',
  ) {
    if (
      values !== undefined &&
      values !== null &&
      (typeof values !== 'object' || Array.isArray(values))
    ) {
      throw invalid(`${place === '' ? 'The body' : place} must be a JSON object.`)
    }
    this.#values = (values ?? {}) as Record<string, unknown>
    for (const name of Object.keys(this.#values)) {
      if (known.includes(name)) continue
      const near = known.length === 0 ? 'it takes none' : `did you mean "${nearest(name, known)}"?`
      throw invalid(
        place === ''
          ? `"${name}" is no parameter of this call; ${near}`
          : `${place} has no "${name}"; ${near}`,
      )
    }
  }

  #named(name: string): string {
    return this.place === '' ? `"${name}"` : `"${name}" in ${this.place}`
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined
  }

  raw(name: string): unknown {
    return this.#values[name]
  }

  text(name: string): string | undefined {
    const value = this.#values[name]
    if (value === undefined || (typeof value === 'string' && value !== '')) return value
    throw invalid(`${this.#named(name)} must be a text that is not empty.`)
  }

  /** A whole number; from a query it comes as text. */
  number(name: string, least = 0, most = Number.MAX_SAFE_INTEGER): number | undefined {
    const value = this.#values[name]
    if (value === undefined) return undefined
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
    if (Number.isInteger(number) && (number as number) >= least && (number as number) <= most)
      return number as number
    throw invalid(`${this.#named(name)} must be a whole number from ${least} to ${most}.`)
  }

  /** A number between 0 and 1. */
  chance(name: string): number | undefined {
    const value = this.#values[name]
    if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) return value
    throw invalid(`${this.#named(name)} must be a number from 0 to 1.`)
  }

  flag(name: string): boolean | undefined {
    const value = this.#values[name]
    if (value === undefined || typeof value === 'boolean') return value
    if (value === 'true' || value === 'false') return value === 'true'
    throw invalid(`${this.#named(name)} must be true or false.`)
  }

  /** @returns milliseconds */
  duration(name: string): number | undefined {
    const value = this.#values[name]
    if (value === undefined) return undefined
    const milliseconds = typeof value === 'string' ? parseDuration(value) : null
    if (milliseconds !== null) return milliseconds
    throw invalid(`${this.#named(name)} must be a duration such as 250ms, 2s, 5m, 2h or 1d.`)
  }

  instant(name: string): Instant | undefined {
    const value = this.#values[name]
    if (value === undefined) return undefined
    const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
    const at = typeof value === 'string' && rfc3339.test(value) ? Date.parse(value) : Number.NaN
    if (!Number.isNaN(at) && isRealDay(value as string)) return at
    throw invalid(`${this.#named(name)} must be an RFC 3339 time such as 2026-01-31T09:00:00Z.`)
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const value = this.#values[name]
    if (value === undefined) return undefined
    const found = values.find((one) => one === value)
    if (found !== undefined) return found
    throw invalid(`${this.#named(name)} must be one of: ${values.join(', ')}.`)
  }

  reasonCode(name: string): RejectionReasonCode | undefined {
    const value = this.number(name)
    if (value === undefined || isRejectionReasonCode(value)) return value
    throw invalid(`${this.#named(name)} must be one of Flip's rejection reasons, 10 to 33.`)
  }

  required<T>(name: string, value: T | undefined): T {
    if (value !== undefined) return value
    throw invalid(`${this.#named(name)} is missing.`)
  }
}

/** The company that a call names; null where it means all of them. @throws {ControlError} */
export function optionalCompany(state: State, input: Input): Company | null {
  const id = input.number('company_id')
  return id === undefined ? null : companyWithId(state, id)
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

/** The agent and the company that a call names; where it names an agent alone, that one's company. @throws {ControlError} */
export function agentAndCompany(
  state: State,
  input: Input,
): { agent: Agent | null; company: Company | null } {
  const agentId = input.number('agent_id')
  const agent = agentId === undefined ? null : agentWithId(state, agentId)
  const named = optionalCompany(state, input)
  if (agent === null) return { agent, company: named }
  if (named !== null && agent.company_id !== named.id) {
    throw notFound(`agent ${agent.id} in company ${named.id}`, 'GET /_sandbox/agents lists them.')
  }
  return { agent, company: companyWithId(state, agent.company_id) }
}

/** The number in the path. @throws {ControlError} 404 where it is none: there is no such thing */
export function pathId(request: FastifyRequest, what: string): number {
  const { id } = request.params as { id: string }
  if (/^\d{1,15}$/.test(id)) return Number(id)
  throw unknownId(what)
}

function unknownId(what: string): ControlError {
  return notFound(`${what} with that id`, 'An id is a whole number.')
}

export function query(request: FastifyRequest, known: readonly string[]): Input {
  return new Input(request.query, known)
}

export function body(request: FastifyRequest, known: readonly string[]): Input {
  return new Input(request.body, known)
}

/** Body and query together, for calls whose `company_id` may stand in either. */
export function bodyAndQuery(request: FastifyRequest, known: readonly string[]): Input {
  const sent = request.body ?? {}
  if (typeof sent !== 'object' || Array.isArray(sent))
    throw invalid('The body must be a JSON object.')
  return new Input({ ...(request.query as object), ...sent }, known)
}

/** Whether the date of an RFC 3339 time exists; `Date.parse` takes 30 February for 2 March. */
function isRealDay(time: string): boolean {
  const day = time.slice(0, 10)
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
}
