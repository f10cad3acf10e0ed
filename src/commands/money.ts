import type { BalanceDetail, CancelReason, DisbursementDetail } from '../client.js'
import { CANCEL_REASONS, DISBURSEMENT_STATUSES, FINAL_STATUSES } from '../transfers/words.js'
import { said } from './callbacks.js'
import { type Command, UsageError } from './command.js'
import {
  COMPANY_FLAG,
  idOf,
  noneOf,
  ofList,
  oneOf,
  printList,
  printThing,
  scopeOf,
  transferId,
  wordOf,
} from './print.js'
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
      return printThing(invocation, await client.disbursement(transferId(words[0])), describe)
    const { agent } = flags
    const status = wordOf(flags, 'status', DISBURSEMENT_STATUSES)
    printList(
      invocation,
      await client.disbursements({
        ...scopeOf(invocation),
        ...(typeof agent === 'string' && { agentId: idOf(agent) }),
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
        ['status', ({ status }) => status],
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

const USAGE = 'disburse decide <id> done|cancelled [--reason INACTIVE_ACCOUNT]'

/** `disburse`: the decision of a transfer by hand. */
export const disburse: Command = {
  name: 'disburse',
  usage: USAGE,
  about: 'Ends a transfer by hand: done, or cancelled with a reason.',
  flags: { reason: ['<reason>', 'why it is cancelled (INACTIVE_ACCOUNT)'] },
  words: [2, 3],
  async run(invocation) {
    const { client, words, flags } = invocation
    if (words[0] !== 'decide' || words.length < 3) throw new UsageError(instead(words))
    const [, id, word] = words as [string, string, string]
    const status = FINAL_STATUSES.find((one) => one === word.toUpperCase())
    if (status === undefined)
      throw new UsageError(
        `A transfer cannot be ${word}; ${oneOf(word, FINAL_STATUSES.map(lower))}`,
      )
    const reason: CancelReason | undefined = wordOf(flags, 'reason', CANCEL_REASONS)
    if (reason !== undefined && status === 'DONE')
      throw new UsageError('--reason goes with cancelled; a transfer that is done has none.')
    const ended = await client.decideDisbursement(transferId(id), {
      status,
      ...(reason !== undefined && { reason }),
    })
    printThing(invocation, ended, describe)
  },
}

const lower = (word: string) => word.toLowerCase()

/** How to write what was meant; `decide` is easily forgotten. */
function instead(words: readonly string[]): string {
  const forgotten = /^\d+$/.test(words[0] as string) && words.length === 2
  return forgotten
    ? `Did you mean flip-sandbox disburse decide ${words.join(' ')}?`
    : `Write it as: flip-sandbox ${USAGE}`
}

/** `balance`: shows it, or sets it. */
export const balance: Command = {
  name: 'balance',
  usage: 'balance [<rupiah>] [--company 2]',
  about: 'Says what a company has in rupiah, or sets it.',
  flags: { company: ['<id>', 'of this company (1)'] },
  words: [0, 1],
  async run(invocation) {
    const { client, words } = invocation
    const scope = scopeOf(invocation)
    const now =
      words[0] === undefined
        ? await client.balance(scope)
        : await client.setBalance(rupiah(words[0]), scope)
    printThing(invocation, now, describeBalance)
  },
}

function rupiah(word: string): number {
  if (/^\d{1,15}$/.test(word)) return Number(word)
  throw new UsageError(`"${word}" is no amount; write whole rupiah, digits alone, such as 20000.`)
}

function describe(transfer: DisbursementDetail): string[] {
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
      transfer.callbacks.map((callback) => [String(callback.id), callback.state, said(callback)]),
    ),
  ]
}

function describeBalance({ company_id, balance }: BalanceDetail): string[] {
  return [`Company ${company_id} has ${grouped(balance)} rupiah.`]
}
