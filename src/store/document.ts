import type { Agent } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import { type LastIds, STATE_FORMAT } from './definitions.js'
import { type Controls, type InboxMessage, inboxOf, type State } from './state.js'

/** A state at one moment. Records are replaced and never modified, so this holds while the state goes on. */
export interface Snapshot {
  readonly seq: number
  readonly last: LastIds
  readonly companies: readonly Company[]
  readonly agents: readonly Agent[]
  readonly callbacks: readonly Callback[]
  readonly inbox: readonly InboxMessage[]
  readonly controls: readonly (Controls & { readonly company_id: number })[]
}

/** @param companyId null: everything there is; else all of one company */
export function snapshotOf(state: State, companyId: number | null = null): Snapshot {
  const mine = <T extends { readonly company_id: number }>(things: Iterable<T>) =>
    companyId === null
      ? [...things]
      : [...things].filter(({ company_id }) => company_id === companyId)
  const controls = [...state.controls].map(([company_id, own]) => ({ company_id, ...own }))
  return {
    seq: state.seq,
    last: { ...state.last },
    companies: [...state.companies.values()].filter(
      ({ id }) => companyId === null || id === companyId,
    ),
    agents: mine(state.agents.values()),
    callbacks: mine(state.callbacks.values()),
    inbox: inboxOf(state, companyId),
    controls: mine(controls),
  }
}

/** A text is handed on when it has grown to so many characters. */
const PIECE = 65_536

/**
 * A snapshot as JSON, one line a record, piece by piece: no text of the whole is ever made. What it ends with is
 * written apart (`documentEnd`), as it may be known only when all the rest is.
 * @param images Base64 by file name; an export has them, the state file does not
 */
export function* documentText(
  { companies, agents, callbacks, inbox, controls }: Snapshot,
  images?: Iterable<readonly [file: string, base64: string]>,
): Generator<string> {
  let text = `{\n"format": ${STATE_FORMAT}`
  for (const [kind, list] of Object.entries({ companies, agents, callbacks, inbox, controls })) {
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
  if (images !== undefined) {
    text += ',\n"images": {'
    let comma = ''
    for (const [file, base64] of images) {
      yield `${text}${comma}\n"${file}": "${base64}"`
      text = ''
      comma = ','
    }
    text += '\n}'
  }
  yield text
}

/** What comes last in a document. */
export function documentEnd({ seq, last }: Pick<Snapshot, 'seq' | 'last'>): string {
  return `,\n"last": ${JSON.stringify(last)},\n"seq": ${seq}\n}\n`
}
