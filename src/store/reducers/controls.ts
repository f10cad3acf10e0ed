import { ALL_COMPANIES } from '../../kyc/company.js'
import type { Fault } from '../../scenarios/fault.js'
import { addRecord } from '../add-record.js'
import type { ControlChange, Reducers } from '../change.js'
import {
  type Controls,
  controlsOf,
  emptyCompany,
  type InboxMessage,
  raise,
  type State,
} from '../state.js'

/** The inbox keeps this many messages of each company, and characters; the oldest give way. */
const INBOX_LIMIT = 1000
const INBOX_CHARACTERS = 4 * 1024 * 1024

/** What the control API changes besides agents, callbacks and companies. */
export const controlReducers: Reducers<Exclude<ControlChange['type'], 'imported'>> = {
  'clock-set': (state, { company_id, clock }) => changeControls(state, company_id, { clock }),
  'maintenance-set': (state, { company_id, maintenance, status }) =>
    changeControls(
      state,
      company_id,
      { maintenance, maintenance_status: status },
      { maintenance: false },
    ),
  'faults-set': (state, { company_id, faults }) =>
    changeControls(state, company_id, { faults }, { faults: [] }),
  'fault-added': (state, { company_id, fault }) => {
    const { faults } = controlsOf(state, company_id)
    changeControls(state, company_id, { faults: [...faults, fault] })
  },
  'fault-removed': (state, { company_id, fault_id }) => {
    const { faults } = controlsOf(state, company_id)
    changeControls(state, company_id, { faults: faults.filter(({ id }) => id !== fault_id) })
  },
  'fault-struck': (state, { company_id, fault_id, struck }) => {
    const { faults } = controlsOf(state, company_id)
    changeControls(state, company_id, {
      faults: faults.map((fault) => (fault.id === fault_id ? counted(fault, struck) : fault)),
    })
  },
  'agent-added': (state, { seq, agent, callbacks }) => {
    // The numbers of its history belong to another state. Here they only keep it in order, before what follows.
    const first = seq - agent.history.length + 1
    const history = agent.history.map((entry, index) => ({
      ...entry,
      seq: Math.max(1, first + index),
    }))
    addRecord(state, 'agents', { ...agent, history })
    for (const callback of callbacks) addRecord(state, 'callbacks', callback)
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

  'inbox-received': (state, { company_id, message }) => {
    const messages = state.inbox.get(company_id) ?? []
    state.inbox.set(company_id, latest([...messages, message]))
    raise(state, 'inbox', message.id)
  },
  'inbox-emptied': (state, { company_id }) => {
    if (company_id === ALL_COMPANIES) state.inbox.clear()
    else state.inbox.delete(company_id)
  },

  reset: (state) => {
    for (const id of state.companies.keys()) emptyCompany(state, id)
    state.controls.clear()
  },
}

/** A fault after another call that it concerns. */
function counted({ calls, struck = 0, ...fault }: Fault, strikes: boolean): Fault {
  return { ...fault, calls: calls + 1, struck: struck + (strikes ? 1 : 0) }
}

/** As many messages as the inbox keeps. */
function latest(messages: readonly InboxMessage[]): readonly InboxMessage[] {
  let characters = 0
  let kept = 0
  for (const { body } of messages.toReversed()) {
    characters += body.length
    if (kept === INBOX_LIMIT || characters > INBOX_CHARACTERS) break
    kept++
  }
  return messages.slice(messages.length - kept)
}

/**
 * Sets some of a company's controls, or those of all.
 * @param overwrite what a setting for all overwrites in each company's own settings
 */
export function changeControls(
  state: State,
  companyId: number,
  changed: Partial<Controls>,
  overwrite: Partial<Controls> = {},
): void {
  if (companyId === ALL_COMPANIES) {
    for (const [id, own] of state.controls) state.controls.set(id, { ...own, ...overwrite })
  }
  state.controls.set(companyId, { ...controlsOf(state, companyId), ...changed })
}
