import type { FastifyRequest } from 'fastify'
import { calledAddress } from '../../context/called-address.js'
import { commitAfter } from '../../context/commit-after.js'
import type { Context } from '../../context/context.js'
import type { Agent } from '../../kyc/agent.js'
import type { Company } from '../../kyc/company.js'
import { planAnswer } from '../../scenarios/plan.js'
import type { ScriptedAnswer, ScriptedEndpoint } from '../../scenarios/scenario.js'
import {
  type AgentCall,
  type Endpoint,
  type Exchange,
  type FlipCall,
  firstUnmet,
  isAnswer,
  type PlainEndpoint,
} from './endpoint.js'
import { type Answer, FlipError, hostError, kycError, scriptedStatus } from './errors.js'
import type { SentForm } from './form-bodies.js'
import type { Host } from './hosts.js'
import { holdResponse, SILENCE, spoil } from './spoil.js'

/** null: the answer was spoiled on purpose, so there is nothing left to send. */
export type Served = Answer | null

/** Answers one call: checks its requirements, then performs it or does what the agent's scenario says. */
export async function answerCall(
  sent: SentForm,
  endpoint: Endpoint,
  host: Host,
  exchange: Exchange,
  context: Context,
): Promise<Served> {
  const call = callOf(sent, host, exchange, context)
  if (!('find' in endpoint)) {
    // A transfer that is refused belongs to the agent who was to send it as well.
    const { agent_id: sender = '' } = sent.form
    if (/^\d{1,15}$/.test(sender)) exchange.request.record.agentId = Number(sender)
    return firstUnmet(endpoint.requires, call) ?? performPlain(endpoint, call)
  }
  const early = firstUnmet(endpoint.before, call)
  if (early !== undefined) return early
  const found = endpoint.find(call)
  if (isAnswer(found)) return found
  const agent = followingAScenario(found, call)
  exchange.request.record.agentId = agent.id
  const agentCall: AgentCall = { ...call, agent }
  const failure = firstUnmet(endpoint.requires, agentCall)
  if (failure !== undefined) return failure
  const name =
    typeof endpoint.scripted === 'string' ? endpoint.scripted : endpoint.scripted(agentCall)
  const scripted = planAnswer(name, agent, context.scenarios.ofAgent(agent))
  const perform = (): Answer => ({ status: 200, body: endpoint.perform(agentCall) })
  return scripted === undefined
    ? perform()
    : followScript(scripted, name, agentCall, host, exchange, perform)
}

/** The call as endpoints work with it. */
function callOf(
  { form, files }: SentForm,
  host: Host,
  exchange: Exchange,
  context: Context,
): FlipCall {
  const { request, reply } = exchange
  const { record } = request
  const company = presentCompany(host, request, context)
  return {
    context,
    company,
    form,
    files,
    id: (request.params as { id?: string }).id ?? '',
    // Of the headers that are asked for, Node.js joins those that come twice.
    header: (name) => request.headers[name] as string | undefined,
    spoil: (fault) => {
      record.exercised.fault = { fault, status: null, latency: 0 }
      record.spoil = (answer) =>
        spoil(fault, exchange, answer, () => holdResponse(context, exchange, company.id, SILENCE))
    },
    base: () => calledAddress(request.raw, context),
    commit: (...changes) => {
      commitAfter(reply.raw, context, company.id, ...changes)
      for (const change of changes)
        if (change.type === 'agent-created') record.agentId = change.agent_id
    },
  }
}

function performPlain({ perform, hint }: PlainEndpoint, call: FlipCall): Answer {
  const body = perform(call)
  const told = hint?.(call)
  return { status: 200, body, ...(told !== undefined && { hint: told }) }
}

/** The agent, with the usual scenario where its own is gone. */
function followingAScenario(
  agent: Agent,
  { context: { scenarios, store }, commit }: FlipCall,
): Agent {
  const changes = scenarios.replaceIfGone(agent)
  if (changes.length === 0) return agent
  commit(...changes)
  return store.state.agents.get(agent.id) as Agent
}

/** Answers as the agent's scenario says. */
async function followScript(
  scripted: ScriptedAnswer,
  endpoint: ScriptedEndpoint,
  { agent, commit, context }: AgentCall,
  host: Host,
  exchange: Exchange,
  perform: () => Answer,
): Promise<Served> {
  const { status, code, fault, after } = scripted
  const wait = () => holdResponse(context, exchange, agent.company_id, after)
  commit({
    type: 'answer-scripted',
    agent_id: agent.id,
    endpoint,
    answer: String(code ?? status ?? fault ?? (after > 0 ? 'late' : 'usual')),
  })
  const performed = status === null && code === null ? perform() : null
  if (fault !== 'no-answer' && after > 0 && !(await wait())) return null
  if (fault !== null && performed !== null) {
    exchange.request.record.exercised.fault = { fault, status: null, latency: after }
    await spoil(fault, exchange, performed, wait)
    return null
  }
  if (performed !== null) return performed
  const hint = `The agent's scenario, ${agent.scenario.name}, asks for this answer; the call changed nothing.`
  return code === null
    ? { ...scriptedStatus(host, status as number), hint }
    : kycError({ code, hint })
}

/** The company as it is now. It may have been changed or deleted while the body was read. */
function presentCompany(host: Host, { record }: FastifyRequest, { store }: Context): Company {
  const company = store.state.companies.get((record.company as Company).id)
  if (company !== undefined) return company
  throw new FlipError(
    hostError(host, 401, 'The company of this API secret key has just been deleted.'),
  )
}
