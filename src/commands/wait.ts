import type { CallbackState, WaitCondition, WaitResult } from '../client.js'
import { CALLBACK_STATES } from '../kyc/callback.js'
import { DISBURSEMENT_STATUSES } from '../transfers/words.js'
import { statusNamed } from './agent-status.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { idOf, textOf, transferId, wordIn } from './flag-values.js'
import { printThing } from './print.js'

/** `wait`: until an agent or a transfer is where it should be, without polling. */
export const wait: Command = {
  name: 'wait',
  usage:
    'wait [<id> | --disbursement <id>] [--status approved] [--callback delivered] [--timeout 10s]',
  about:
    'Waits until an agent or a transfer has a status, its callback a state; without them, until nothing is under way.',
  flags: {
    disbursement: ['<id>', 'a transfer, instead of an agent'],
    status: [
      '<any status>',
      'the status the agent should have; of a transfer pending, done or cancelled',
    ],
    callback: ['<state>', 'the state of the callback that announces it'],
    timeout: ['<duration>', 'real time to wait at the most (10s)'],
  },
  words: [0, 1],
  async run(invocation) {
    printThing(invocation, await invocation.client.wait(conditionOf(invocation)), describeWait)
  },
}

function conditionOf({ words: [id], flags }: Invocation): WaitCondition {
  const disbursement = textOf(flags, 'disbursement')
  const status = textOf(flags, 'status')
  const callback = textOf(flags, 'callback')
  const timeout = textOf(flags, 'timeout')
  const named = status !== undefined || callback !== undefined
  if (id !== undefined && disbursement !== undefined)
    throw new UsageError('Name an agent, or a transfer with --disbursement, not both.')
  if (named && id === undefined && disbursement === undefined)
    throw new UsageError('--status and --callback need the id of an agent, or --disbursement.')
  return {
    ...(id !== undefined && { agentId: idOf(id) }),
    ...(disbursement !== undefined && { disbursementId: transferId(disbursement) }),
    ...statusOf(status, disbursement !== undefined),
    ...(callback !== undefined && { callback: stateNamed(callback) }),
    ...(!named && { idle: true }),
    ...(timeout !== undefined && { timeout }),
  }
}

/** The status that is waited for: that of the transfer, where one is named. */
function statusOf(status: string | undefined, ofTransfer: boolean) {
  if (status === undefined) return {}
  if (!ofTransfer) return { kycStatus: statusNamed(status) }
  const wrong = `"${status}" is not a status of a transfer`
  return { status: wordIn(status, DISBURSEMENT_STATUSES, wrong) }
}

function stateNamed(word: string): CallbackState {
  return wordIn(word, CALLBACK_STATES, `"${word}" is not a state of a callback`)
}

function describeWait({ agent, disbursement, callback }: WaitResult): string[] {
  const sent = callback === null ? '' : `; callback ${callback.id} is ${callback.state}`
  if (agent !== null) return [`Agent ${agent.id} is ${agent.kyc_status}${sent}.`]
  if (disbursement !== null)
    return [`Transfer ${disbursement.id} is ${disbursement.status}${sent}.`]
  return ['Nothing is scheduled or under way.']
}
