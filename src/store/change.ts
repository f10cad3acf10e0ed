import type { Agent, Instant } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import type { KycChange } from '../kyc/changes.js'
import type { Fault } from '../scenarios/fault.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { ClockSetting } from '../time/clock.js'
import type { TransferChange } from '../transfers/changes.js'
import type { MaintenanceStatus } from './definitions.js'
import type { InboxMessage, State } from './state.js'

/** What the control API changes besides agents, callbacks and companies. `company_id` 0 means all companies. */
export type ControlChange =
  | { readonly type: 'clock-set'; readonly clock: ClockSetting | null }
  | {
      readonly type: 'maintenance-set'
      readonly maintenance: boolean
      readonly status: MaintenanceStatus
    }
  | { readonly type: 'faults-set'; readonly faults: readonly Fault[] }
  | { readonly type: 'fault-added'; readonly fault: Fault }
  | { readonly type: 'fault-removed'; readonly fault_id: string }
  /** A fault has counted a call that it concerns, and perhaps struck it. */
  | { readonly type: 'fault-struck'; readonly fault_id: string; readonly struck: boolean }
  | { readonly type: 'scenario-added'; readonly scenarios: readonly Scenario[] }
  | { readonly type: 'scenario-removed'; readonly name: string }
  | { readonly type: 'inbox-received'; readonly message: InboxMessage }
  | { readonly type: 'inbox-emptied' }
  /** An agent of another state, or this one, with its callbacks; their ids are new. */
  | {
      readonly type: 'agent-added'
      readonly agent: Agent
      readonly callbacks: readonly Callback[]
    }
  | { readonly type: 'reset' }
  /** Another state is in the place of the present one; `store.replace` has put it there. */
  | { readonly type: 'imported' }

/** A change before `commit` adds number, time and company. */
export type ChangeBody = KycChange | TransferChange | ControlChange

/**
 * Something that has happened, as a value. The journal, an agent's history, the event stream and the outbox all work
 * with changes. Only `store.commit` makes them.
 */
export type Change = ChangeBody & {
  /** Numbers the changes of a state, from 1. */
  readonly seq: number
  /** When, on the company's clock. */
  readonly at: Instant
  /** 0 when it concerns all companies. */
  readonly company_id: number
}

export type ChangeType = Change['type']
export type ChangeOf<T extends ChangeType> = Extract<Change, { type: T }>

/** The functions that apply changes of these types to the state. */
export type Reducers<T extends ChangeType> = {
  readonly [K in T]: (state: State, change: ChangeOf<K>) => void
}
