import type { Agent } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import type { Problem } from '../lib/problem.js'
import type { Disbursement } from '../transfers/disbursement.js'
import { indexOf, type State } from './state.js'

/** What does not go together in a state that has been read, with its place in the document; null: nothing. */
export function brokenReference(state: State): Problem | null {
  return (
    first('agents', state.agents, (agent) => ofAgent(state, agent)) ??
    first('callbacks', state.callbacks, (callback) => ofCallback(state, callback)) ??
    first('disbursements', state.disbursements, (transfer) => ofTransfer(state, transfer))
  )
}

/** What is wrong with a record, and with which of its properties. */
type Wrong = readonly [property: string, says: string]

function first<T>(
  kind: string,
  records: ReadonlyMap<unknown, T>,
  check: (record: T) => Wrong | null,
): Problem | null {
  let place = 0
  for (const record of records.values()) {
    const wrong = check(record)
    if (wrong !== null)
      return { kind: 'rule', path: `${kind}[${place}].${wrong[0]}`, says: wrong[1] }
    place++
  }
  return null
}

function ofAgent(
  state: State,
  { id, company_id, data, callback_ids, history }: Agent,
): Wrong | null {
  const { identityNumbers, phoneNumbers } = indexOf(state, company_id)
  for (const [name, numbers] of [
    ['identity_number', identityNumbers],
    ['phone_number', phoneNumbers],
  ] as const) {
    // The index has the last agent with a number.
    const last = numbers.get(data[name])
    if (last !== id) return [`data.${name}`, `is that of agent ${last} of its company too`]
  }
  const isNot = (callback: number) => state.callbacks.get(callback)?.agent_id !== id
  for (const callback of callback_ids)
    if (isNot(callback)) return ['callback_ids', `has ${callback}, which is no callback about it`]
  for (const { callback } of history)
    if (callback !== undefined && isNot(callback))
      return ['history', `names ${callback}, which is no callback about it`]
  return null
}

function ofCallback({ callbacks }: State, { agent_id, repeats }: Callback): Wrong | null {
  return repeats === null || callbacks.get(repeats)?.agent_id === agent_id
    ? null
    : ['repeats', `is ${repeats}, which is no callback about the same agent`]
}

function ofTransfer(
  { callbacks }: State,
  { id, status, course, callback_ids }: Disbursement,
): Wrong | null {
  if ((status === 'PENDING') !== (course !== null))
    return ['course', 'must be there while the status is PENDING, and null after that']
  for (const callback of callback_ids)
    if (callbacks.get(callback)?.disbursement_id !== id)
      return ['callback_ids', `has ${callback}, which is no callback about it`]
  return null
}
