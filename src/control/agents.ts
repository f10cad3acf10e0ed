import type { FastifyInstance, FastifyRequest } from 'fastify'
import { calledAddress } from '../context/called-address.js'
import { commitAfter } from '../context/commit-after.js'
import type { Context } from '../context/context.js'
import { type Agent, type KycStatus, NO_PROGRESS } from '../kyc/agent.js'
import { checkUnderWay, decisionsByHand } from '../kyc/lifecycle.js'
import { later } from '../kyc/timestamps.js'
import { BECAUSE } from '../scenarios/choose-scenario.js'
import type { ChangeBody } from '../store/change.js'
import { milliseconds } from '../time/duration.js'
import { conflict } from './control-error.js'
import { AgentQuery, Decision, ScenarioRequest, StatusRequest } from './definitions/agents.js'
import { agentWithId, ofKnownCompany, pathId, reader, scenarioNamed } from './input.js'
import { having, newestFirst, page } from './paging.js'
import { agentSummary, agentView } from './views.js'

const readQuery = reader(AgentQuery)
const readStatus = reader(StatusRequest)
const readDecision = reader(Decision)
const readScenario = reader(ScenarioRequest)

/** `/_sandbox/agents`: see them, decide them, give them a scenario. */
export function agentRoutes(app: FastifyInstance, context: Context): void {
  const { store, scenarios, checks } = context
  const ofPath = (request: FastifyRequest) => agentWithId(store.state, pathId(request, 'agent'))
  const view = (request: FastifyRequest, { id }: Agent) =>
    agentView(context, agentWithId(store.state, id), calledAddress(request.raw, context))

  app.get('/agents', (request) => {
    const query = ofKnownCompany(store.state, readQuery(request.query))
    const { company_id, kyc_status, q } = query
    const found = newestFirst(store.state.agents).filter(having<Agent>({ company_id, kyc_status }))
    const wanted = q?.toLowerCase()
    const fits = (agent: Agent) => wanted === undefined || mentions(agent, wanted)
    return page(found.filter(fits), query, agentSummary)
  })

  app.get('/agents/:id', (request) => view(request, ofPath(request)))

  app.patch('/agents/:id', (request) => {
    const agent = ofPath(request)
    const { status } = readStatus(request.body)
    store.commit(agent.company_id, { type: 'agent-status-set', agent_id: agent.id, status })
    return view(request, agent)
  })

  app.post('/agents/:id/decision', (request, reply) => {
    const agent = ofPath(request)
    const { kyc_status, rejected_reason_code = null, after } = readDecision(request.body)
    const allowed = decisionsByHand(agent.kyc_status)
    if (!allowed.includes(kyc_status)) {
      throw conflict(
        `Agent ${agent.id} is in ${agent.kyc_status}, ${waysFrom(agent.kyc_status, allowed)}.`,
      )
    }
    const decision = { kyc_status, rejected_reason_code, by: 'hand' } as const
    const wait = milliseconds(after) ?? 0
    const changes: ChangeBody[] =
      wait === 0
        ? checks.decide(agent, decision)
        : [
            {
              type: 'check-scheduled',
              agent_id: agent.id,
              check: {
                ...decision,
                kind: agent.kyc_status.startsWith('UPLOAD') ? 'upload' : 'kyc',
                due: later(store.now(agent.company_id), wait),
              },
            },
          ]
    commitAfter(reply.raw, context, agent.company_id, ...changes)
    return view(request, agent)
  })

  app.delete('/agents/:id/decision', (request) => {
    const agent = ofPath(request)
    if (agent.check?.due == null)
      throw conflict(`Agent ${agent.id} has no decision that is still to come.`)
    store.commit(agent.company_id, { type: 'check-cancelled', agent_id: agent.id })
    return view(request, agent)
  })

  app.put('/agents/:id/scenario', (request) => {
    const agent = ofPath(request)
    const { scenario: name } = readScenario(request.body)
    const scenario = scenarioNamed(scenarios, name, agent.company_id)
    const changes: ChangeBody[] = [
      {
        type: 'scenario-set',
        agent_id: agent.id,
        scenario: { name, because: BECAUSE.set },
      },
    ]
    const kind = checkUnderWay(agent.kyc_status)
    if (kind !== null && agent.check?.by !== 'hand') {
      // The check under way starts again, as the new scenario has it. A decision made by hand stays.
      const restarted = { ...agent, progress: NO_PROGRESS }
      const check = checks.plansFor(restarted, scenario)(kind)
      changes.push({ type: 'check-scheduled', agent_id: agent.id, check })
    }
    store.commit(agent.company_id, ...changes)
    return view(request, agent)
  })
}

function waysFrom(status: KycStatus, allowed: readonly KycStatus[]): string {
  if (allowed.length > 0) return `from which it can become ${allowed.join(', ')}`
  return status === 'APPROVED'
    ? 'which is final: create another agent'
    : 'in which there is nothing to decide yet: upload both images, then submit'
}

/** Whether an agent's name, number, phone or id contains what is searched for. */
function mentions({ id, data }: Agent, wanted: string): boolean {
  return (
    String(id) === wanted ||
    // The state has a number with +62 instead of its 0; a search finds it either way.
    (/^0\d+$/.test(wanted) && data.phone_number.startsWith(`+62${wanted.slice(1)}`)) ||
    [data.name, data.identity_number, data.phone_number, data.email].some((text) =>
      text.toLowerCase().includes(wanted),
    )
  )
}
