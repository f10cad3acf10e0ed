import { CallbackState } from '../../kyc/definitions/callback.js'
import { AgentId, KycStatus, KycStatusOrNull } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration } from '../../time/definitions.js'
import { Agent } from './agents.js'
import { CallbackSummary } from './callbacks.js'
import { ScheduledList } from './clock.js'
import { scope, Text } from './common.js'

/** `/_sandbox/wait`: until a condition is true. */

export const WaitQuery = Type.Closed({
  ...scope,
  agent_id: Type.Optional(AgentId),
  kyc_status: Type.Optional(KycStatus),
  callback: Type.Optional(CallbackState),
  idle: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Duration),
})

export const WaitResult = Type.Closed(
  {
    agent: Type.Nullable(Agent, { description: 'Null without `agent_id`.' }),
    callback: Type.Nullable(CallbackSummary, {
      description: 'The callback that announces the status; null when there is none.',
    }),
    idle: Type.Boolean({ description: 'Nothing is scheduled or under way.' }),
  },
  { named: 'WaitResult' },
)

export const TimeoutError = Type.Closed(
  {
    error: Type.Closed({
      code: Type.Literal('timeout'),
      message: Text,
      seen: Type.Closed(
        {
          kyc_status: KycStatusOrNull,
          callback: Type.Nullable(CallbackSummary),
          idle: Type.Boolean(),
        },
        { description: 'How things were at the end.' },
      ),
      scheduled: ScheduledList,
    }),
  },
  { named: 'TimeoutError' },
)
