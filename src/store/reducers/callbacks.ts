import { type Callback, isDelivered } from '../../kyc/callback.js'
import type { Change, ChangeOf, Reducers } from '../change.js'
import { putCallback, raise, type State } from '../state.js'

type CallbackType = Extract<Change, { callback_id: number }>['type']

/** What each change replaces in the callback. */
const CALLBACK_CHANGES: {
  [T in CallbackType]: (callback: Callback, change: ChangeOf<T>) => Partial<Callback>
} = {
  'callback-rescheduled': (_, { due }) => ({ due }),
  'callback-sending': (_, { at }) => ({ state: 'sending', sent_at: at }),
  'callback-answered': (_, { answer, duration }) => ({
    state: isDelivered(answer) ? 'delivered' : 'failed',
    answer,
    duration,
    error: isDelivered(answer)
      ? null
      : `The receiver answered ${answer.status}; Flip counts nothing but 200 as delivered.`,
  }),
  'callback-failed': (_, { error, duration }) => ({ state: 'failed', error, duration }),
  'callback-dropped': () => ({
    state: 'dropped',
    error:
      'Dropped on purpose (fault dropped): nothing was sent. Resend it if the receiver needs it.',
  }),
  'callback-interrupted': () => ({
    state: 'interrupted',
    error:
      'The sandbox stopped while this callback was under way; resend it if the receiver needs it.',
  }),
  'callback-cancelled': () => ({ state: 'cancelled' }),
}

function changeCallback(state: State, change: ChangeOf<CallbackType>): void {
  const before = state.callbacks.get(change.callback_id)
  if (before === undefined) return
  const reduce = CALLBACK_CHANGES[change.type] as (
    callback: Callback,
    change: ChangeOf<CallbackType>,
  ) => Partial<Callback>
  putCallback(state, { ...before, ...reduce(before, change) })
}

/** What happens to one callback. */
export const callbackReducers: Reducers<CallbackType | 'callback-scheduled'> = {
  'callback-scheduled': (state, { callback }) => {
    putCallback(state, callback)
    raise(state, 'callback', callback.id)
    const agent = callback.agent_id === null ? undefined : state.agents.get(callback.agent_id)
    if (agent === undefined) return
    state.agents.set(agent.id, {
      ...agent,
      callback_ids: [...agent.callback_ids, callback.id],
    })
  },
  ...(Object.fromEntries(
    Object.keys(CALLBACK_CHANGES).map((type) => [type, changeCallback]),
  ) as Reducers<CallbackType>),
}
