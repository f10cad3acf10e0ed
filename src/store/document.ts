import type { Agent, Instant } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import { ALL_COMPANIES, type Company } from '../kyc/company.js'
import type { Scenario } from '../scenarios/scenario.js'
import { realNow } from '../time/clock.js'
import type { Disbursement } from '../transfers/disbursement.js'
import type { Inquiry } from '../transfers/inquiry.js'
import { type LastIds, STATE_FORMAT } from './definitions.js'
import { type Controls, controlsOf, type InboxMessage, inboxOf, type State } from './state.js'

/** A state at one moment. It stays as it is when the state changes, because records are replaced and never modified. */
export interface Snapshot {
  readonly seq: number
  readonly last: LastIds
  readonly companies: readonly Company[]
  readonly agents: readonly Agent[]
  readonly callbacks: readonly Callback[]
  readonly inbox: readonly InboxMessage[]
  readonly controls: readonly (Controls & { readonly company_id: number })[]
  readonly disbursements: readonly Disbursement[]
  readonly inquiries: readonly Inquiry[]
}

/** Stands for the key and for the token of a case's company, which stay where they are. */
export const OF_A_CASE = 'of-a-case'

/** What belongs to one agent, and its company; scenarios are told separately. */
export function snapshotOfAgent(state: State, agent: Agent): Snapshot {
  const of = snapshotOf(state, agent.company_id)
  return {
    ...of,
    companies: of.companies.map((company) => ({
      ...company,
      secret_key: OF_A_CASE,
      validation_token: OF_A_CASE,
      armed: [],
    })),
    agents: [agent],
    callbacks: of.callbacks
      .filter(({ agent_id }) => agent_id === agent.id)
      .map((callback) => ({ ...callback, token: OF_A_CASE })),
    inbox: [],
    controls: [],
    disbursements: [],
    inquiries: [],
  }
}

/** Everything, or only what belongs to one company. */
export function snapshotOf(state: State, companyId = ALL_COMPANIES): Snapshot {
  const mine = <T extends { readonly company_id: number }>(things: Iterable<T>) =>
    companyId === ALL_COMPANIES
      ? [...things]
      : [...things].filter(({ company_id }) => company_id === companyId)
  return {
    seq: state.seq,
    last: { ...state.last },
    companies: [...state.companies.values()].filter(
      ({ id }) => companyId === ALL_COMPANIES || id === companyId,
    ),
    agents: mine(state.agents.values()),
    callbacks: mine(state.callbacks.values()),
    inbox: inboxOf(state, companyId),
    controls:
      companyId === ALL_COMPANIES
        ? [...state.controls].map(([company_id, own]) => ({ company_id, ...own }))
        : [controlsOfOne(state, companyId)],
    disbursements: mine(state.disbursements.values()),
    inquiries: mine(state.inquiries.values()),
  }
}

/** What is set for one company, with the clock of all companies where it has none, because that stays behind. */
function controlsOfOne(state: State, company_id: number): Controls & { company_id: number } {
  const own = controlsOf(state, company_id)
  return { company_id, ...own, clock: own.clock ?? controlsOf(state, ALL_COMPANIES).clock }
}

/** How many characters a piece has, at least. */
const PIECE = 65_536

/**
 * A snapshot as JSON, one line for each record, piece by piece, because a text of all of it could be too large. Its end
 * is written separately (`documentEnd`), because it may not be known before.
 * @param along what an export has and the state file does not: scenarios, and images in Base64 by file name
 */
export function* documentText(
  { companies, agents, callbacks, inbox, controls, disbursements, inquiries }: Snapshot,
  along?: {
    readonly scenarios: readonly Scenario[]
    readonly images: Iterable<readonly [file: string, base64: string]>
  },
): Generator<string> {
  let text = `{\n"format": ${STATE_FORMAT}`
  const lists = { companies, agents, callbacks, inbox, controls, disbursements, inquiries }
  const scenarios = along && { scenarios: along.scenarios }
  for (const [kind, list] of Object.entries({ ...lists, ...scenarios })) {
    text += `,\n"${kind}": [`
    let comma = ''
    for (const record of list) {
      text += `${comma}\n${JSON.stringify(record)}`
      comma = ','
      if (text.length < PIECE) continue
      yield text
      text = ''
    }
    text += '\n]'
  }
  if (along !== undefined) {
    text += ',\n"images": {'
    let comma = ''
    for (const [file, base64] of along.images) {
      yield `${text}${comma}\n"${file}": "${base64}"`
      text = ''
      comma = ','
    }
    text += '\n}'
  }
  yield text
}

/** The end of a document. @param at what the company's clock shows, in the export of an agent */
export function documentEnd({ seq, last }: Pick<Snapshot, 'seq' | 'last'>, at?: Instant): string {
  const clock = at === undefined ? '' : `,\n"at": ${at}`
  return `,\n"last": ${JSON.stringify(last)},\n"real_time": ${realNow()}${clock},\n"seq": ${seq}\n}\n`
}
