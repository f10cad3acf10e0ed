import type { Change, ChangeType, Reducers } from './change.js'
import { agentReducers } from './reducers/agents.js'
import { callbackReducers } from './reducers/callbacks.js'
import { companyReducers } from './reducers/companies.js'
import { controlReducers } from './reducers/controls.js'
import { transferReducers } from './reducers/transfers.js'
import type { State } from './state.js'

const REDUCERS: Reducers<Exclude<ChangeType, 'imported'>> = {
  ...agentReducers,
  ...callbackReducers,
  ...companyReducers,
  ...controlReducers,
  ...transferReducers,
}

/** Applies a change to the state. `reducers/` has a function for each type of change. */
export function apply(state: State, change: Change): void {
  const reduce = REDUCERS[change.type as keyof typeof REDUCERS] as (
    state: State,
    change: Change,
  ) => void
  reduce(state, change)
  state.seq = change.seq
}
