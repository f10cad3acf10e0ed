import { type Callback, isDelivered, NOT_SENT } from '../../kyc/callback.js'
import type { Change, ChangeOf, Reducers } from '../change.js'
import { putCallback, putDisbursement, raise, type State } from '../state.js'

type CallbackType = Extract<Change, { callback_id: number }>['type']

/** What each change replaces in the callback. */
const CALLBACK_CHANGES: {
  [T in CallbackType]: (callback: Callback, change: ChangeOf<T>) => Partial<Callback>
} = {
  'callback-rescheduled': (_, { due }) => ({ due }),
  'callback-retried': (callback, { due }) => ({ due, ...onceMore(callback) }),
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

const SENT_AGAIN =
  'The sandbox stopped while this callback was under way; it counts as failed, and is sent again by itself.'

/** The next attempt, with the one that failed among the earlier ones. */
function onceMore({
  state,
  attempts = [],
  sent_at,
  duration,
  answer,
  error,
}: Callback): Partial<Callback> {
  return {
    ...NOT_SENT,
    attempts: [
      ...attempts,
      { sent_at, duration, answer, error: state === 'interrupted' ? SENT_AGAIN : error },
    ],
  }
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
    noteOnTransfer(state, callback)
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

function noteOnTransfer(state: State, { id, disbursement_id }: Callback): void {
  const about = disbursement_id === undefined ? undefined : state.disbursements.get(disbursement_id)
  if (about === undefined) return
  putDisbursement(state, { ...about, callback_ids: [...about.callback_ids, id] })
}
