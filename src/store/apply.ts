import type { Agent, DecidedBy, HistoryEntry, ScenarioProgress } from '../kyc/agent.js'
import { NO_PROGRESS } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import { isAnnounced, needsReason } from '../kyc/lifecycle.js'
import type { Change } from './change.js'
import {
  type Controls,
  controlsOf,
  indexAgent,
  indexOf,
  readDocument,
  type State,
} from './state.js'

/** The inbox keeps this many messages of all companies together. */
const INBOX_LIMIT = 1000

type Type = Change['type']
type Of<T extends Type> = Extract<Change, { type: T }>
type AgentType = Extract<Change, { agent_id: number }>['type']
type CallbackType = Extract<Change, { callback_id: number }>['type']

/** Brings a change into the state; how each one does so stands in the tables below. */
export function apply(state: State, change: Change): void {
  const reduce = REDUCERS[change.type] as (state: State, change: Change) => void
  reduce(state, change)
  state.seq = change.seq
}

/** What a change makes of the agent, beside its history. */
const AGENT_CHANGES: {
  [T in Exclude<AgentType, 'agent-created'>]: (agent: Agent, change: Of<T>) => Partial<Agent>
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
}

/** The agent in another status: reasons are cleared on leaving theirs, PENDING dates the submission. */
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

/** A decision by hand takes no step of the script; its callback does. */
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

const CALLBACK_CHANGES: {
  [T in CallbackType]: (callback: Callback, change: Of<T>) => Partial<Callback>
} = {
  'callback-rescheduled': (_, { due }) => ({ due }),
  'callback-sending': (_, { at }) => ({ state: 'sending', sent_at: at }),
  'callback-answered': (_, { answer, duration }) => ({
    state: answer.status === 200 ? 'delivered' : 'failed',
    answer,
    duration,
    error:
      answer.status === 200
        ? null
        : `The receiver answered ${answer.status}; Flip counts nothing but 200 as delivered.`,
  }),
  'callback-failed': (_, { error, duration }) => ({ state: 'failed', error, duration }),
  'callback-dropped': () => ({ state: 'dropped' }),
  'callback-interrupted': () => ({
    state: 'interrupted',
    error:
      'The sandbox stopped while this callback was under way; resend it if the receiver needs it.',
  }),
  'callback-cancelled': () => ({ state: 'cancelled' }),
}

const REDUCERS: { [T in Type]: (state: State, change: Of<T>) => void } = {
  ...agentReducers(),
  ...callbackReducers(),

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
      documents: [],
      repairs: 0,
      check: null,
      scenario,
      progress: NO_PROGRESS,
      callback_ids: [],
      history: [historyEntry(change)],
    }
    state.agents.set(id, agent)
    state.last = { ...state.last, agent: Math.max(state.last.agent, id) }
    indexAgent(state, agent)
  },

  'callback-scheduled': (state, { callback }) => {
    state.callbacks.set(callback.id, callback)
    indexOf(state, callback.company_id).callbacks.add(callback.id)
    state.last = { ...state.last, callback: Math.max(state.last.callback, callback.id) }
    const agent = callback.agent_id === null ? undefined : state.agents.get(callback.agent_id)
    if (agent === undefined) return
    state.agents.set(agent.id, {
      ...agent,
      callback_ids: [...agent.callback_ids, callback.id],
    })
  },

  'company-created': (state, { company_id: id, at, settings }) => {
    state.companies.set(id, { ...settings, id, created_at: at, armed: [] })
    state.last = { ...state.last, company: Math.max(state.last.company, id) }
    indexOf(state, id)
  },
  'company-updated': (state, { company_id, settings }) =>
    changeCompany(state, company_id, settings),
  'company-deleted': (state, { company_id }) => {
    emptyCompany(state, company_id)
    state.companies.delete(company_id)
    state.index.delete(company_id)
  },
  'scenario-armed': (state, { company_id, scenario, times }) => {
    const armed = state.companies.get(company_id)?.armed ?? []
    changeCompany(state, company_id, { armed: [...armed, { scenario, times }] })
  },
  'scenario-used': (state, { company_id }) => {
    const [first, ...rest] = state.companies.get(company_id)?.armed ?? []
    if (first === undefined) return
    const armed = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...rest] : rest
    changeCompany(state, company_id, { armed })
  },
  'scenario-disarmed': (state, { company_id }) => changeCompany(state, company_id, { armed: [] }),

  'clock-set': (state, { company_id, clock }) => changeControls(state, company_id, { clock }),
  'maintenance-set': (state, { company_id, maintenance }) =>
    changeControls(state, company_id, { maintenance }, { maintenance: false }),
  'faults-set': (state, { company_id, faults }) =>
    changeControls(state, company_id, { faults }, { faults: [] }),
  'fault-struck': (state, { company_id, fault_id }) => {
    const { faults } = controlsOf(state, company_id)
    changeControls(state, company_id, {
      faults: faults.map((fault) =>
        fault.id === fault_id ? { ...fault, calls: fault.calls + 1 } : fault,
      ),
    })
  },
  'scenario-added': (state, { company_id, scenarios }) => {
    const names = new Set(scenarios.map(({ name }) => name))
    const others = controlsOf(state, company_id).scenarios.filter(({ name }) => !names.has(name))
    changeControls(state, company_id, { scenarios: [...scenarios, ...others] })
  },
  'scenario-removed': (state, { company_id, name }) => {
    const { scenarios } = controlsOf(state, company_id)
    const kept = scenarios.filter((scenario) => scenario.name !== name && scenario.family !== name)
    changeControls(state, company_id, { scenarios: kept })
  },

  'inbox-received': (state, { message }) => {
    state.inbox = [...state.inbox.slice(-INBOX_LIMIT + 1), message]
    state.last = { ...state.last, inbox: Math.max(state.last.inbox, message.id) }
  },
  'inbox-emptied': (state, { company_id }) => {
    state.inbox = state.inbox.filter(
      (message) => company_id !== 0 && message.company_id !== company_id,
    )
  },

  'company-reset': (state, { company_id }) => emptyCompany(state, company_id),
  reset: (state) => {
    for (const id of state.companies.keys()) emptyCompany(state, id)
    state.controls.clear()
  },
  imported: (state, { document, seq }) => {
    const imported = readDocument(document)
    Object.assign(state, imported, {
      seq,
      last: {
        company: Math.max(state.last.company, imported.last.company),
        agent: Math.max(state.last.agent, imported.last.agent),
        document: Math.max(state.last.document, imported.last.document),
        callback: Math.max(state.last.callback, imported.last.callback),
        inbox: Math.max(state.last.inbox, imported.last.inbox),
      },
    })
  },
}

function agentReducers() {
  const reducers = Object.entries(AGENT_CHANGES).map(([type, reduce]) => [
    type,
    (state: State, change: Of<Exclude<AgentType, 'agent-created'>>) => {
      const before = state.agents.get(change.agent_id)
      if (before === undefined) return
      const changed = (reduce as (agent: Agent, change: Change) => Partial<Agent>)(before, change)
      const agent = { ...before, ...changed, history: [...before.history, historyEntry(change)] }
      state.agents.set(agent.id, agent)
      if (agent.data !== before.data) indexAgent(state, agent, before)
      if (change.type === 'documents-uploaded') {
        const ids = change.documents.map(({ id }) => id)
        state.last = { ...state.last, document: Math.max(state.last.document, ...ids) }
      }
    },
  ])
  return Object.fromEntries(reducers) as {
    [T in Exclude<AgentType, 'agent-created'>]: (state: State, change: Of<T>) => void
  }
}

function callbackReducers() {
  const reducers = Object.entries(CALLBACK_CHANGES).map(([type, reduce]) => [
    type,
    (state: State, change: Of<CallbackType>) => {
      const callback = state.callbacks.get(change.callback_id)
      if (callback === undefined) return
      const changed = (reduce as (callback: Callback, change: Change) => Partial<Callback>)(
        callback,
        change,
      )
      state.callbacks.set(callback.id, { ...callback, ...changed })
    },
  ])
  return Object.fromEntries(reducers) as {
    [T in CallbackType]: (state: State, change: Of<T>) => void
  }
}

/** A change as one line of the agent's history: without what the agent itself shows. */
function historyEntry(change: Extract<Change, { agent_id: number }>): HistoryEntry {
  const { seq, at, type } = change
  switch (type) {
    case 'agent-created':
    case 'scenario-set':
      return { seq, at, type, scenario: change.scenario }
    case 'agent-repaired':
    case 'kyc-submitted':
      return { seq, at, type, kyc_status: change.kyc_status }
    case 'image-uploaded':
    case 'image-failed':
    case 'image-repaired':
      return { seq, at, type, kyc_status: change.kyc_status, image: change.image.file }
    case 'documents-uploaded':
      return { seq, at, type, kyc_status: change.kyc_status, documents: change.documents.length }
    case 'check-scheduled':
      return { seq, at, type, check: change.check }
    case 'kyc-decided': {
      const { kyc_status, rejected_reason_code, by } = change
      return { seq, at, type, kyc_status, rejected_reason_code, by }
    }
    case 'answer-scripted':
      return { seq, at, type, endpoint: change.endpoint, answer: change.answer }
    case 'agent-status-set':
      return { seq, at, type, status: change.status }
    default:
      return { seq, at, type }
  }
}

function changeCompany(state: State, id: number, changed: Partial<Company>): void {
  const company = state.companies.get(id)
  if (company !== undefined) state.companies.set(id, { ...company, ...changed })
}

/** @param give what is set for everybody (company 0) leaves of each company's own setting */
function changeControls(
  state: State,
  companyId: number,
  changed: Partial<Controls>,
  give: Partial<Controls> = {},
): void {
  if (companyId === 0) {
    for (const [id, own] of state.controls) state.controls.set(id, { ...own, ...give })
  }
  state.controls.set(companyId, { ...controlsOf(state, companyId), ...changed })
}

/** Takes out a company's agents, callbacks, messages and controls; the company and its settings stay. */
function emptyCompany(state: State, companyId: number): void {
  const index = indexOf(state, companyId)
  for (const id of index.agents) state.agents.delete(id)
  for (const id of index.callbacks) state.callbacks.delete(id)
  state.index.delete(companyId)
  indexOf(state, companyId)
  state.inbox = state.inbox.filter((message) => message.company_id !== companyId)
  state.controls.delete(companyId)
  changeCompany(state, companyId, { armed: [] })
}
