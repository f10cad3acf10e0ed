import type { AgentDetail } from '../client.js'
import { statusNamed } from './agent-status.js'
import { remarksOn } from './callbacks.js'
import type { Command } from './command.js'
import { COMPANY_FLAG, idOf, scopeOf, textOf } from './flag-values.js'
import { noneOf, ofList, printList, printThing } from './print.js'
import { statusColour } from './status-colour.js'
import { table } from './table.js'
import { tableTime, ZONE, zonedTime } from './units.js'

/** `agents`: the list, or one agent with its history. */
export const agents: Command = {
  name: 'agents',
  usage: 'agents [<id>] [--status pending] [--company 2]',
  about: 'Lists the agents, or shows one with its history.',
  flags: { ...COMPANY_FLAG, status: ['<status>', 'only those that stand there (all)'] },
  words: [0, 1],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    const status = textOf(flags, 'status')
    if (words[0] !== undefined)
      return printThing(invocation, await client.agent(idOf(words[0])), describeAgent)
    printList(
      invocation,
      await client.agents({
        ...scopeOf(invocation),
        ...(status !== undefined && { kycStatus: statusNamed(status) }),
        limit: 1000,
      }),
      noneOf(invocation, 'agents'),
      [
        ['id', ({ id }) => String(id)],
        ['company', ({ company_id }) => String(company_id)],
        ['name', ({ name }) => name],
        ['identity number', ({ identity_number }) => identity_number],
        ['status', ({ kyc_status }) => kyc_status, statusColour],
        ['reason', ({ rejected_reason_code }) => String(rejected_reason_code ?? '')],
        ['scenario', ({ scenario }) => scenario.name],
      ],
    )
  },
}

/** An agent with its history. */
export function describeAgent(agent: AgentDetail): string[] {
  const reason =
    agent.rejected_reason_code === null
      ? ''
      : ` (${agent.rejected_reason_code}: ${agent.rejected_reason})`
  return [
    `Agent ${agent.id}, ${agent.name}: ${agent.kyc_status}${reason}`,
    `Scenario ${agent.scenario.name}: ${agent.scenario.because}.`,
    ...(agent.check?.due == null
      ? []
      : [`Next: ${agent.check.kyc_status} at ${zonedTime(agent.check.due)}.`]),
    '',
    ...table([
      [`at (${ZONE})`, 'what', 'status', 'reason'],
      ...agent.history.map(({ at, type, kyc_status, rejected_reason_code }) => [
        tableTime(at),
        type,
        kyc_status ?? '',
        String(rejected_reason_code ?? ''),
      ]),
    ]),
    ...(agent.callbacks.length === 0 ? [] : ['', 'Callbacks:']),
    ...table(
      agent.callbacks.map((callback) => [
        String(callback.id),
        String(callback.kyc_status),
        callback.state,
        remarksOn(callback),
      ]),
    ),
  ]
}
