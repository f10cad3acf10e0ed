import { type Agent, imageFiles } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import { ALL_COMPANIES, type Company, type StoredCompany, USUAL_MONEY } from '../kyc/company.js'
import { type ClockSetting, REAL_CLOCK } from '../time/clock.js'
import type { Disbursement } from '../transfers/disbursement.js'
import { accountKey, type Inquiry } from '../transfers/inquiry.js'
import type { BankStatus } from '../transfers/words.js'
import type { Controls, InboxMessage, LastIds } from './definitions.js'

export type { Controls, InboxMessage, LastIds } from './definitions.js'

export const NO_CONTROLS: Controls = { clock: null, maintenance: false, faults: [], scenarios: [] }

/** What belongs to a company, and which numbers its agents have. Derived from the rest, and not stored. */
export interface CompanyIndex {
  readonly agents: Set<number>
  /** The agent that has an identity number. */
  readonly identityNumbers: Map<string, number>
  /** The agent that has a phone number, in `+62…` form. */
  readonly phoneNumbers: Map<string, number>
  readonly callbacks: Set<number>
  readonly disbursements: Set<string>
  /** The disbursement that was made with a key. */
  readonly idempotencyKeys: Map<string, string>
  /** The inquiry of an account, by `accountKey`. */
  readonly inquiries: Map<string, number>
  /** Bytes of the callbacks that were made by hand. */
  byHand: number
}

/** The whole state in memory. Only `apply` writes to it. */
export interface State {
  /** The last change that is in here. */
  seq: number
  readonly last: { -readonly [K in keyof LastIds]-?: number }
  readonly companies: Map<number, Company>
  /** The company that a secret key belongs to. Derived, and not stored. */
  readonly companyOfKey: Map<string, number>
  readonly agents: Map<number, Agent>
  readonly callbacks: Map<number, Callback>
  readonly disbursements: Map<string, Disbursement>
  readonly inquiries: Map<number, Inquiry>
  /** By company, the oldest first. */
  readonly inbox: Map<number, readonly InboxMessage[]>
  readonly controls: Map<number, Controls>
  readonly index: Map<number, CompanyIndex>
}

export function emptyState(): State {
  return {
    seq: 0,
    last: { company: 0, agent: 0, document: 0, callback: 0, inbox: 0, disbursement: 0, inquiry: 0 },
    companies: new Map(),
    companyOfKey: new Map(),
    agents: new Map(),
    callbacks: new Map(),
    disbursements: new Map(),
    inquiries: new Map(),
    inbox: new Map(),
    controls: new Map(),
    index: new Map(),
  }
}

/** What the inbox of a company, or of all, has, oldest first. */
export function inboxOf({ inbox }: State, companyId: number): readonly InboxMessage[] {
  if (companyId !== ALL_COMPANIES) return inbox.get(companyId) ?? []
  return [...inbox.values()].flat().sort((a, b) => a.id - b.id)
}

/** The files of all images that an agent has. */
export function imagesInUse({ agents }: State): Set<string> {
  return new Set([...agents.values()].flatMap(imageFiles))
}

/** Raises the last id of a kind to the highest of these. */
export function raise(state: State, kind: keyof LastIds, ...ids: readonly number[]): void {
  state.last[kind] = Math.max(state.last[kind], ...ids)
}

/** Removes a company's agents, callbacks, transfers, messages and controls. The company and its settings stay. */
export function emptyCompany(state: State, companyId: number): void {
  const index = indexOf(state, companyId)
  for (const id of index.agents) state.agents.delete(id)
  for (const id of index.callbacks) state.callbacks.delete(id)
  for (const id of index.disbursements) state.disbursements.delete(id)
  for (const id of index.inquiries.values()) state.inquiries.delete(id)
  state.index.delete(companyId)
  indexOf(state, companyId)
  state.inbox.delete(companyId)
  state.controls.delete(companyId)
  const company = state.companies.get(companyId)
  if (company !== undefined) state.companies.set(companyId, { ...company, armed: [] })
}

/** Adds a company, or replaces it by one with other settings. */
export function putCompany(state: State, stored: StoredCompany): void {
  const company: Company = { ...USUAL_MONEY, ...stored }
  forgetKey(state, company.id)
  state.companies.set(company.id, company)
  state.companyOfKey.set(company.secret_key, company.id)
  indexOf(state, company.id)
}

export function removeCompany(state: State, companyId: number): void {
  emptyCompany(state, companyId)
  forgetKey(state, companyId)
  state.companies.delete(companyId)
  state.index.delete(companyId)
}

function forgetKey(state: State, companyId: number): void {
  const before = state.companies.get(companyId)
  if (before !== undefined) state.companyOfKey.delete(before.secret_key)
}

/** What the control API has set for a company, or for all. */
export function controlsOf(state: State, companyId: number): Controls {
  return state.controls.get(companyId) ?? NO_CONTROLS
}

/** The clock of a company: its own, else the one of all companies. */
export function clockOf(state: State, companyId: number): ClockSetting {
  return controlsOf(state, companyId).clock ?? controlsOf(state, ALL_COMPANIES).clock ?? REAL_CLOCK
}

export function indexOf(state: State, companyId: number): CompanyIndex {
  let index = state.index.get(companyId)
  if (index === undefined) {
    index = {
      agents: new Set(),
      identityNumbers: new Map(),
      phoneNumbers: new Map(),
      callbacks: new Set(),
      disbursements: new Set(),
      idempotencyKeys: new Map(),
      inquiries: new Map(),
      byHand: 0,
    }
    state.index.set(companyId, index)
  }
  return index
}

/** A new disbursement, or one that has ended. */
export function putDisbursement(state: State, disbursement: Disbursement): void {
  const { id, company_id, idempotency_key } = disbursement
  const index = indexOf(state, company_id)
  index.disbursements.add(id)
  index.idempotencyKeys.set(idempotency_key, id)
  state.disbursements.set(id, disbursement)
}

/** A new inquiry of an account, or one that has ended. */
export function putInquiry(state: State, inquiry: Inquiry): void {
  indexOf(state, inquiry.company_id).inquiries.set(accountKey(inquiry), inquiry.id)
  state.inquiries.set(inquiry.id, inquiry)
}

/** What a company has now, in rupiah. */
export function balanceOf(state: State, companyId: number): number {
  const { balance } = state.companies.get(companyId) as Company
  return controlsOf(state, companyId).balance ?? balance
}

/** What comes back to a company's balance where all its pending transfers are cancelled. */
export function pendingOf(state: State, companyId: number): number {
  let sum = 0
  for (const id of indexOf(state, companyId).disbursements) {
    const { status, amount, fee } = state.disbursements.get(id) as Disbursement
    if (status === 'PENDING') sum += amount + fee
  }
  return sum
}

/** How well a bank works for a company, or for all that have nothing else set. */
export function bankStatusOf(state: State, companyId: number, code: string): BankStatus {
  const own =
    controlsOf(state, companyId).banks?.[code] ?? controlsOf(state, ALL_COMPANIES).banks?.[code]
  return own?.status ?? 'OPERATIONAL'
}

/** A new callback, or one of which something has become known. */
export function putCallback(state: State, callback: Callback): void {
  const index = indexOf(state, callback.company_id)
  const before = state.callbacks.get(callback.id)
  index.byHand += sizeByHand(callback) - (before === undefined ? 0 : sizeByHand(before))
  index.callbacks.add(callback.id)
  state.callbacks.set(callback.id, callback)
}

/** What a callback adds to those made by hand: its texts, and a kilobyte for what all have. */
export function sizeByHand({ by_hand, data, token, url, answer }: Callback): number {
  if (by_hand === undefined) return 0
  return 1024 + data.length + token.length + (url?.length ?? 0) + (answer?.raw.length ?? 0)
}

/** Adds an agent to its company's index. @param before the agent before a change of its numbers */
export function indexAgent(state: State, agent: Agent, before?: Agent): void {
  if (before !== undefined) unindexAgent(state, before)
  const index = indexOf(state, agent.company_id)
  index.agents.add(agent.id)
  index.identityNumbers.set(agent.data.identity_number, agent.id)
  index.phoneNumbers.set(agent.data.phone_number, agent.id)
}

/** Removes an agent from its company's index. */
function unindexAgent(state: State, { id, company_id, data }: Agent): void {
  const index = indexOf(state, company_id)
  index.agents.delete(id)
  if (index.identityNumbers.get(data.identity_number) === id)
    index.identityNumbers.delete(data.identity_number)
  if (index.phoneNumbers.get(data.phone_number) === id) index.phoneNumbers.delete(data.phone_number)
}
