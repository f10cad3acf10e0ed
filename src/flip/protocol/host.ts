import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../../house.js'
import type { Company } from '../../kyc/company.js'
import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { planAnswer } from '../../scenarios/plan.js'
import type { ScriptedAnswer, ScriptedEndpoint } from '../../scenarios/scenario.js'
import type { ChangeBody } from '../../store/change.js'
import { StorageError } from '../../store/storage-error.js'
import {
  type AgentCall,
  type Call,
  type Endpoint,
  firstFailure,
  isAnswer,
  type Wire,
} from '../endpoint.js'
import { underMaintenance } from '../general/maintenance.js'
import { strikeFaults } from './api-faults.js'
import { KeyRing } from './authentication.js'
import {
  type Answer,
  agentsError,
  hostError,
  kycError,
  Refused,
  scriptedStatus,
  unreadableBody,
} from './errors.js'
import { acceptForms, readForm } from './form-bodies.js'
import type { Host } from './hosts.js'
import { checkRequestId } from './request-id.js'
import { recordRequests } from './request-record.js'
import { holdResponse, spoil } from './spoil.js'

/** Serves one host's endpoints under a prefix: what comes before, around and after each of them. */
export async function serveHost(
  app: FastifyInstance,
  host: Host,
  prefix: string,
  endpoints: readonly Endpoint[],
  house: House,
): Promise<void> {
  const keys = new KeyRing(house.store)

  recordRequests(app, house)
  app.addHook('onRequest', (request, _reply, done) => {
    request.record.company = admit(request, host, prefix, keys, house)
    done()
  })
  await strikeFaults(app, host, prefix, house)
  await acceptForms(app, host)
  app.setErrorHandler((error, _request, reply) => send(reply, answerTo(error, host)))

  for (const endpoint of endpoints) {
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: async (request, reply) => {
        const answer = await serve(endpoint, host, { request, reply }, house)
        if (answer === null) return reply
        const { spoil } = request.record
        if (spoil === null) return send(reply, answer)
        await spoil(answer.body)
        return reply
      },
    })
  }
}

/** Key, maintenance, Request-ID, in this order (contract section 5). */
function admit(
  request: FastifyRequest,
  host: Host,
  prefix: string,
  keys: KeyRing,
  { store }: House,
): Company {
  const found = keys.authenticate(request.headers.authorization)
  if ('hint' in found) throw new Refused(hostError(host, 401, found.hint))
  const { company } = found
  request.record.company = company
  const exempt = request.url.startsWith(`${prefix}/general/maintenance`)
  if (!exempt && underMaintenance(store, company.id)) {
    throw new Refused(
      hostError(
        host,
        401,
        'The sandbox is in maintenance: switch it off with PUT /_sandbox/maintenance.',
      ),
    )
  }
  if (host === 'kyc') {
    const refusal = checkRequestId(request.headers['request-id'], company.request_id)
    if (refusal !== undefined) throw new Refused(kycError(refusal))
  }
  return company
}

/** @returns null where the answer was spoiled on purpose and there is nothing left to send */
async function serve(
  endpoint: Endpoint,
  host: Host,
  wire: Wire,
  house: House,
): Promise<Answer | null> {
  const { form, files } = await readForm(wire.request)
  const { company, base } = context(wire.request)
  const call: Call = {
    house,
    company,
    form,
    files,
    id: (wire.request.params as { id?: string }).id ?? '',
    base,
    commit: (...changes) => {
      commitHeld(house, company.id, wire.reply, changes)
      const created = changes.find(({ type }) => type === 'agent-created')
      if (created?.type === 'agent-created') wire.request.record.agentId = created.agent_id
    },
  }
  if (!('find' in endpoint)) {
    return firstFailure(endpoint.checks, call) ?? { status: 200, body: endpoint.perform(call) }
  }
  const early = firstFailure(endpoint.before, call)
  if (early !== undefined) return early
  const agent = endpoint.find(call)
  if (isAnswer(agent)) return agent
  wire.request.record.agentId = agent.id
  const agentCall: AgentCall = { ...call, agent }
  const failure = firstFailure(endpoint.checks, agentCall)
  if (failure !== undefined) return failure
  const name =
    typeof endpoint.scripted === 'string' ? endpoint.scripted : endpoint.scripted(agentCall)
  const scripted = planAnswer(name, agent, house.director.scenarioOf(agent))
  const perform = (): Answer => ({ status: 200, body: endpoint.perform(agentCall) })
  return scripted === undefined
    ? perform()
    : followScript(scripted, name, agentCall, host, wire, perform)
}

/** Gives the answer that the agent's scenario has for this call. */
async function followScript(
  scripted: ScriptedAnswer,
  endpoint: ScriptedEndpoint,
  { agent, commit, house }: AgentCall,
  host: Host,
  wire: Wire,
  perform: () => Answer,
): Promise<Answer | null> {
  const { status, code, fault, after } = scripted
  const wait = () => holdResponse(house, wire, agent.company_id, after)
  commit({
    type: 'answer-scripted',
    agent_id: agent.id,
    endpoint,
    answer: String(code ?? status ?? fault ?? 'late'),
  })
  const performed = status === null && code === null ? perform() : null
  if (fault !== null) {
    await spoil(fault, wire, performed?.body, wait)
    return null
  }
  if (after > 0 && !(await wait())) return null
  if (performed !== null) return performed
  const hint = `The agent's scenario, ${agent.scenario.name}, asks for this answer; the call changed nothing.`
  return code === null ? { ...scriptedStatus(host, status ?? 500), hint } : kycError({ code, hint })
}

/** Commits, and holds back what follows until the response has gone out or its connection is lost. */
function commitHeld(
  { agenda, store }: House,
  companyId: number,
  reply: FastifyReply,
  changes: ChangeBody[],
): void {
  const { release } = agenda.holding(() => store.commit(companyId, ...changes))
  if (release === undefined) return
  // `close` comes right after `finish`, and alone where the connection is lost.
  reply.raw.once('close', release)
}

function context(request: FastifyRequest): { company: Company; base: string } {
  return {
    company: request.record.company as Company,
    base: `${request.protocol}://${request.host}`,
  }
}

/** Whatever went wrong on the way to a handler or in it, in the host's shape. */
function answerTo(error: unknown, host: Host): Answer {
  if (error instanceof Refused) return error.answer
  if (error instanceof StorageError) return hostError(host, 503, error.message)
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 413)
    return hostError(host, 413, 'The body is too large; an urlencoded one may have 1 MiB.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return hostError(host, 415, 'The Content-Type is missing or unknown; send a form.')
  }
  if (statusCode !== undefined && statusCode < 500) {
    return unreadableBody(
      host,
      'The body cannot be read: it ended early, or its length is not the one announced.',
    )
  }
  return host === 'kyc'
    ? kycError({
        code: 500,
        hint: 'The sandbox failed; this is a defect. Please report it with the log.',
      })
    : agentsError(500, 'The sandbox failed; this is a defect. Please report it with the log.')
}

function send(reply: FastifyReply, { status, body, hint }: Answer): FastifyReply {
  if (hint !== undefined) reply.header('sandbox-hint', hint)
  return reply.code(status).send(body)
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '5',
    ['R'],
    'Every success is HTTP 200, the creation of an agent or of documents too.',
  ),
  assumed(
    '5',
    'KYC host: checks come in the order path, key, maintenance, Request-ID, body, user_type, agent id, agent, attributes of the endpoint, status, remedy, number of repairs.',
  ),
  assumed(
    '5',
    'Agents host: checks come in the order path, key, maintenance, body, agent, 1092, attributes.',
  ),
  assumed(
    '5',
    'A hint for the developer goes into the response header Sandbox-Hint; the body stays as Flip sends it.',
  ),
  assumed('5', 'The Accept header is not looked at: every answer is JSON in UTF-8.'),
  assumed(
    '5',
    'A disk that does not take what must be kept is 503, and the call has changed nothing.',
  ),
  assumed(
    '5',
    "An answer scripted by the agent's scenario replaces only an answer that would be a success.",
  ),
  assumed(
    '5',
    'A scripted status or code changes nothing in the agent; a scripted fault of the connection comes after the call has taken effect.',
  ),
  assumed(
    '10',
    'No callback is sent before the response to the call that caused it has been written or its connection is lost.',
  ),
]
