import type { Instant } from '../kyc/agent.js'
import type { KycChange } from '../kyc/changes.js'
import type { Fault } from '../scenarios/fault.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { ClockSetting } from '../time/clock.js'
import type { InboxMessage, State } from './state.js'

/** What the control API changes beside agents, callbacks and companies. `company_id` 0: everybody. */
export type ControlChange =
  | { readonly type: 'clock-set'; readonly clock: ClockSetting | null }
  | { readonly type: 'maintenance-set'; readonly maintenance: boolean }
  | { readonly type: 'faults-set'; readonly faults: readonly Fault[] }
  | { readonly type: 'fault-struck'; readonly fault_id: string }
  | { readonly type: 'scenario-added'; readonly scenarios: readonly Scenario[] }
  | { readonly type: 'scenario-removed'; readonly name: string }
  | { readonly type: 'inbox-received'; readonly message: InboxMessage }
  | { readonly type: 'inbox-emptied' }
  | { readonly type: 'reset' }
  /** Another state is in the place of the present one; `store.replace` has put it there. */
  | { readonly type: 'imported' }

/** A change without what `commit` adds. */
export type ChangeBody = KycChange | ControlChange

/**
 * Everything that ever happens, as a value: the journal on disk, an agent's history, the event stream
 * and the outbox's work are this one thing. `commit` is the only one who makes it true.
 */
export type Change = ChangeBody & {
  /** Counts every change of a state, from 1. */
  readonly seq: number
  /** When, on the company's clock. */
  readonly at: Instant
  /** 0 where it concerns everybody. */
  readonly company_id: number
}

export type ChangeType = Change['type']
export type ChangeOf<T extends ChangeType> = Extract<Change, { type: T }>

/** How changes of some types are brought into the state. */
export type Reducers<T extends ChangeType> = {
  readonly [K in T]: (state: State, change: ChangeOf<K>) => void
}
