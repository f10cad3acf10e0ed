import type { CallbackState, WaitCondition, WaitResult } from '../client.js'
import { CALLBACK_STATES } from '../kyc/callback.js'
import { statusNamed } from './agents.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { idOf, oneOf, printThing } from './print.js'

/** `wait`: until an agent is where it should be, without polling. */
export const wait: Command = {
  name: 'wait',
  usage: 'wait [<id>] [--status approved] [--callback delivered] [--timeout 10s]',
  about:
    'Waits until an agent has a status, its callback a state; without them, until nothing is under way.',
  flags: {
    status: ['<status>', 'the status the agent should have'],
    callback: ['<state>', 'the state of the callback that announces it'],
    timeout: ['<duration>', 'real time to wait at the most (10s)'],
  },
  words: [0, 1],
  async run(invocation) {
    printThing(invocation, await invocation.client.wait(conditionOf(invocation)), describe)
  },
}

function conditionOf({ words: [id], flags }: Invocation): WaitCondition {
  const { status, callback, timeout } = flags as Readonly<Record<string, string | undefined>>
  const named = status !== undefined || callback !== undefined
  if (named && id === undefined)
    throw new UsageError('--status and --callback need the id of an agent.')
  return {
    ...(id !== undefined && { agentId: idOf(id) }),
    ...(status !== undefined && { kycStatus: statusNamed(status) }),
    ...(callback !== undefined && { callback: stateNamed(callback) }),
    ...(!named && { idle: true }),
    ...(timeout !== undefined && { timeout }),
  }
}

function stateNamed(word: string): CallbackState {
  const found = CALLBACK_STATES.find((state) => state === word)
  if (found !== undefined) return found
  throw new UsageError(`"${word}" is not a state of a callback; ${oneOf(word, CALLBACK_STATES)}`)
}

function describe({ agent, callback }: WaitResult): string[] {
  if (agent === null) return ['Nothing is scheduled or under way.']
  const sent = callback === null ? '' : `; callback ${callback.id} is ${callback.state}`
  return [`Agent ${agent.id} is ${agent.kyc_status}${sent}.`]
}
