import type { Agent, DecidedBy, ScenarioProgress } from '../../kyc/agent.js'
import { NO_PROGRESS } from '../../kyc/agent.js'
import { isAnnounced } from '../../kyc/lifecycle.js'
import { needsReason } from '../../kyc/words.js'
import type { Change, ChangeOf, Reducers } from '../change.js'
import { indexAgent, raise, type State } from '../state.js'
import { historyEntry, withEntry } from './history-entry.js'

type AgentType = Extract<Change, { agent_id: number }>['type']
type LaterType = Exclude<AgentType, 'agent-created'>

/** What each change replaces in the agent, besides its history. */
const AGENT_CHANGES: {
  [T in LaterType]: (agent: Agent, change: ChangeOf<T>) => Partial<Agent>
} = {
  'agent-updated': (_, { data, at }) => ({ data, updated_at: at }),
  'agent-repaired': (agent, { data, at, kyc_status }) => ({
    data,
    updated_at: at,
    ...entering(kyc_status, at),
    repairs: agent.repairs + 1,
  }),
  'agent-status-set': (_, { status }) => ({ status }),
  'image-uploaded': (agent, { image, at, kyc_status }) => ({
    ...(image.kind === 'selfie' ? { selfie: image } : { identity_image: image }),
    updated_at: at,
    kyc_status,
    ...(image.kind === 'identity' && counting(agent, 'identity_images')),
  }),
  'image-failed': (agent, { at, kyc_status }) => ({
    updated_at: at,
    kyc_status,
    identity_image: null,
    ...counting(agent, 'identity_images'),
  }),
  'image-repaired': (agent, { image, at, kyc_status }) => ({
    ...(image.kind === 'selfie' ? { selfie: image } : { identity_image: image }),
    updated_at: at,
    ...entering(kyc_status, at),
    repairs: agent.repairs + 1,
  }),
  'documents-uploaded': (agent, { documents, at, kyc_status }) => ({
    documents: [...agent.documents, ...documents],
    updated_at: at,
    ...entering(kyc_status, at),
  }),
  'kyc-submitted': (_, { at, kyc_status }) => entering(kyc_status, at),
  'check-scheduled': (_, { check }) => ({ check }),
  'check-cancelled': () => ({ check: null }),
  'kyc-decided': (agent, { kyc_status, rejected_reason_code, at, by }) => ({
    ...entering(kyc_status, at),
    rejected_reason_code,
    ...((kyc_status === 'APPROVED' || kyc_status === 'REJECTED') && { verified_at: at }),
    check: null,
    progress: decided(agent, kyc_status, by),
  }),
  'scenario-set': (_, { scenario }) => ({ scenario, progress: NO_PROGRESS }),
  'answer-scripted': ({ progress }, { endpoint }) => ({
    progress: {
      ...progress,
      answers: { ...progress.answers, [endpoint]: (progress.answers[endpoint] ?? 0) + 1 },
    },
  }),
  'fault-missed': () => ({}),
}

/** What a new status replaces: it may clear the reason, and PENDING sets the time of the submission. */
function entering(kyc_status: Agent['kyc_status'], at: number): Partial<Agent> {
  return {
    kyc_status,
    ...(!needsReason(kyc_status) && { rejected_reason_code: null }),
    ...(kyc_status === 'PENDING' && { submitted_at: at }),
  }
}

function counting(agent: Agent, what: Exclude<keyof ScenarioProgress, 'answers'>): Partial<Agent> {
  return { progress: { ...agent.progress, [what]: agent.progress[what] + 1 } }
}

/** A decision by hand uses up no entry of the scenario, but its callback does. */
function decided(
  { progress, check }: Agent,
  status: Agent['kyc_status'],
  by: DecidedBy,
): ScenarioProgress {
  const step = by === 'scenario' ? 1 : 0
  const upload = check?.kind === 'upload'
  return {
    ...progress,
    upload_checks: progress.upload_checks + (upload ? step : 0),
    kyc_decisions: progress.kyc_decisions + (upload ? 0 : step),
    callbacks: progress.callbacks + (isAnnounced(status) ? 1 : 0),
  }
}

/** Replaces the agent as the change says, and adds an entry to its history. */
function changeAgent(state: State, change: ChangeOf<LaterType>): void {
  const before = state.agents.get(change.agent_id)
  if (before === undefined) return
  const reduce = AGENT_CHANGES[change.type] as (
    agent: Agent,
    change: ChangeOf<LaterType>,
  ) => Partial<Agent>
  const agent: Agent = {
    ...before,
    ...reduce(before, change),
    history: withEntry(before.history, historyEntry(change)),
  }
  state.agents.set(agent.id, agent)
  if (agent.data !== before.data) indexAgent(state, agent, before)
  if (change.type === 'documents-uploaded')
    raise(state, 'document', ...change.documents.map(({ id }) => id))
}

/** One empty list for all agents, because most never get a document or a callback. */
const NONE: readonly never[] = []

/** What happens to one agent. */
export const agentReducers: Reducers<AgentType> = {
  'agent-created': (state, change) => {
    const { agent_id: id, company_id, at, data, scenario } = change
    const agent: Agent = {
      id,
      company_id,
      data,
      kyc_status: 'BASIC_DATA',
      rejected_reason_code: null,
      status: 'ACTIVE',
      created_at: at,
      updated_at: at,
      submitted_at: null,
      verified_at: null,
      identity_image: null,
      selfie: null,
      documents: NONE,
      repairs: 0,
      check: null,
      scenario,
      progress: NO_PROGRESS,
      callback_ids: NONE,
      history: [historyEntry(change)],
    }
    state.agents.set(id, agent)
    raise(state, 'agent', id)
    indexAgent(state, agent)
  },
  ...(Object.fromEntries(
    Object.keys(AGENT_CHANGES).map((type) => [type, changeAgent]),
  ) as Reducers<LaterType>),
}
