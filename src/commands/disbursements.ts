import type { DisbursementDetail } from '../client.js'
import { DISBURSEMENT_STATUSES } from '../transfers/words.js'
import { remarksOn } from './callbacks.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, idOf, scopeOf, textOf, transferId, wordOf } from './flag-values.js'
import { noneOf, ofList, printList, printThing } from './print.js'
import { statusColour } from './status-colour.js'
import { table } from './table.js'
import { grouped, zonedTime } from './units.js'

/** `disbursements`: the list of transfers, or one with its callbacks. */
export const disbursements: Command = {
  name: 'disbursements',
  usage: 'disbursements [<id>] [--status pending] [--agent 12] [--company 2]',
  about: 'Lists the transfers of money, or shows one with its callbacks.',
  flags: {
    ...COMPANY_FLAG,
    agent: ['<id>', 'only of this agent (all)'],
    status: [DISBURSEMENT_STATUSES.join('|').toLowerCase(), 'only those that stand there (all)'],
  },
  words: [0, 3],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    if (words.length > 1) throw new UsageError(insteadOfList(words))
    if (words[0] !== undefined)
      return printThing(
        invocation,
        await client.disbursement(transferId(words[0])),
        describeTransfer,
      )
    const agent = textOf(flags, 'agent')
    const status = wordOf(flags, 'status', DISBURSEMENT_STATUSES)
    printList(
      invocation,
      await client.disbursements({
        ...scopeOf(invocation),
        ...(agent !== undefined && { agentId: idOf(agent) }),
        ...(status !== undefined && { status }),
        limit: 1000,
      }),
      noneOf(invocation, 'transfers'),
      [
        ['id', ({ id }) => id],
        ['company', ({ company_id }) => String(company_id)],
        ['agent', ({ agent_id }) => String(agent_id)],
        ['amount (rupiah)', ({ amount }) => grouped(amount)],
        ['to', ({ bank_code, account_number }) => `${bank_code} ${account_number}`],
        ['status', ({ status }) => status, statusColour],
        ['reason', ({ reason }) => reason ?? ''],
      ],
    )
  },
}

/** How to write what was meant: another command decides. */
function insteadOfList([first, ...others]: readonly string[]): string {
  return first === 'decide'
    ? `Did you mean flip-sandbox disburse decide ${others.join(' ')}?`
    : `Write it as: flip-sandbox ${disbursements.usage}`
}

/** A transfer with its callbacks. */
export function describeTransfer(transfer: DisbursementDetail): string[] {
  const { id, agent_id, amount, fee, status, reason, bank_code, account_number } = transfer
  return [
    `Transfer ${id} of agent ${agent_id}: ${status}${reason === null ? '' : ` (${reason})`}`,
    `${grouped(amount)} rupiah to ${bank_code} ${account_number}, and a fee of ${grouped(fee)}.`,
    ...(transfer.scenario === null
      ? []
      : [`Scenario ${transfer.scenario.name}: ${transfer.scenario.because}.`]),
    ...(transfer.due === null ? [] : [`It ends at ${zonedTime(transfer.due)}.`]),
    ...(transfer.callbacks.length === 0 ? [] : ['', 'Callbacks:']),
    ...table(
      transfer.callbacks.map((callback) => [
        String(callback.id),
        callback.state,
        remarksOn(callback),
      ]),
    ),
  ]
}
