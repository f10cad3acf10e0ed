import { CallbackState } from '../../kyc/definitions/callback.js'
import { AgentId, KycStatus, KycStatusOrNull } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration } from '../../time/definitions.js'
import { DisbursementStatus, TransactionId } from '../../transfers/definitions.js'
import { Agent } from './agents.js'
import { CallbackSummary } from './callbacks.js'
import { ScheduledList } from './clock.js'
import { scope, Text } from './common.js'
import { Disbursement } from './transfers.js'

/** `/_sandbox/wait`: until a condition is true. */

export const WaitQuery = Type.Closed({
  ...scope,
  agent_id: Type.Optional(AgentId),
  kyc_status: Type.Optional(KycStatus),
  disbursement_id: Type.Optional(TransactionId),
  status: Type.Optional(DisbursementStatus),
  callback: Type.Optional(CallbackState),
  idle: Type.Optional(Type.Boolean()),
  timeout: Type.Optional(Duration),
})

const callback = Type.Nullable(CallbackSummary, {
  description:
    "The callback that announces the status, or the agent's latest; null when there is none.",
})
const idle = Type.Boolean({ description: 'Whether nothing is scheduled or under way.' })

export const WaitResult = Type.Closed(
  {
    disbursement: Type.Nullable(Disbursement, {
      description: 'The transfer; null without `disbursement_id`.',
    }),
    agent: Type.Nullable(Agent, { description: 'The agent; null without `agent_id`.' }),
    callback,
    idle,
  },
  { description: 'How things are now that the condition holds.', named: 'WaitResult' },
)

export const TimeoutError = Type.Closed(
  {
    error: Type.Closed(
      {
        code: Type.Literal('timeout', { description: 'The kind of error, for programs.' }),
        message: Type.About(Text, 'What was waited for, and what to do, for people.'),
        timeout_ms: Type.Integer({
          minimum: 0,
          description: 'How long was waited, in real milliseconds.',
        }),
        seen: Type.Closed(
          {
            kyc_status: KycStatusOrNull,
            status: Type.Nullable(DisbursementStatus, {
              description: 'Where the transfer stands; null where there is none.',
            }),
            callback,
            idle,
          },
          { description: 'How things were at the end.' },
        ),
        scheduled: ScheduledList,
      },
      { description: 'Why the wait ended.' },
    ),
  },
  { description: 'The condition did not hold in time.', named: 'TimeoutError' },
)
