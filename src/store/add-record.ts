import type { Agent } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import type { StoredCompany } from '../kyc/company.js'
import type { Disbursement } from '../transfers/disbursement.js'
import type { Inquiry } from '../transfers/inquiry.js'
import type { RecordKind } from './definitions.js'
import {
  type Controls,
  type InboxMessage,
  indexAgent,
  indexOf,
  putCallback,
  putCompany,
  putDisbursement,
  putInquiry,
  raise,
  type State,
} from './state.js'

/** For each kind, a function that adds a record. @returns what is wrong with the record next to the others, as the end of a sentence */
const ADD: { readonly [K in RecordKind]: (state: State, record: never) => string | null } = {
  companies(state, company: StoredCompany) {
    if (state.companies.has(company.id)) return 'is a company that comes twice'
    if (state.companyOfKey.has(company.secret_key)) return "has another company's secret_key"
    putCompany(state, company)
    raise(state, 'company', company.id)
    return null
  },
  agents(state, agent: Agent) {
    if (state.agents.has(agent.id)) return 'is an agent that comes twice'
    state.agents.set(agent.id, agent)
    indexAgent(state, agent)
    raise(state, 'agent', agent.id)
    for (const { id } of agent.documents) raise(state, 'document', id)
    return null
  },
  callbacks(state, callback: Callback) {
    if (state.callbacks.has(callback.id)) return 'is a callback that comes twice'
    putCallback(state, callback)
    raise(state, 'callback', callback.id)
    return null
  },
  inbox(state, message: InboxMessage) {
    const messages = state.inbox.get(message.company_id)
    if (messages === undefined) state.inbox.set(message.company_id, [message])
    // Nothing else uses this list yet, so it may be modified.
    else (messages as InboxMessage[]).push(message)
    indexOf(state, message.company_id)
    raise(state, 'inbox', message.id)
    return null
  },
  disbursements(state, disbursement: Disbursement) {
    if (state.disbursements.has(disbursement.id)) return 'is a transfer that comes twice'
    putDisbursement(state, disbursement)
    raise(state, 'disbursement', disbursement.number)
    return null
  },
  inquiries(state, inquiry: Inquiry) {
    if (state.inquiries.has(inquiry.id)) return 'is an inquiry that comes twice'
    putInquiry(state, inquiry)
    raise(state, 'inquiry', inquiry.id)
    return null
  },
  controls(state, { company_id, ...controls }: Controls & { company_id: number }) {
    state.controls.set(company_id, controls)
    return null
  },
}

/**
 * Adds a checked record to a state that is being read.
 * @returns null, or why it does not go with the other records, as the end of a sentence
 */
export function addRecord(state: State, kind: RecordKind, record: unknown): string | null {
  return (ADD[kind] as (state: State, record: unknown) => string | null)(state, record)
}
