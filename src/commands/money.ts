import type { BalanceDetail, CancelReason, DisbursementDetail } from '../client.js'
import { CANCEL_REASONS } from '../transfers/words.js'
import { said } from './callbacks.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, idOf, oneOf, printList, printThing, scopeOf, wordOf } from './print.js'
import { table } from './table.js'

/** `disbursements`: the list of transfers, or one with its callbacks. */
export const disbursements: Command = {
  name: 'disbursements',
  usage: 'disbursements [<id>] [--company 2]',
  about: 'Lists the transfers of money, or shows one with its callbacks.',
  flags: COMPANY_FLAG,
  words: [0, 1],
  async run(invocation) {
    const { client, words } = invocation
    if (words[0] !== undefined)
      return printThing(invocation, await client.disbursement(digits(words[0])), describe)
    printList(
      invocation,
      await client.disbursements({ ...scopeOf(invocation), limit: 1000 }),
      'No transfers yet.',
      [
        ['id', ({ id }) => id],
        ['agent', ({ agent_id }) => String(agent_id)],
        ['amount', ({ amount }) => String(amount)],
        ['to', ({ bank_code, account_number }) => `${bank_code} ${account_number}`],
        ['status', ({ status }) => status],
        ['reason', ({ reason }) => reason ?? ''],
      ],
    )
  },
}

const USAGE = 'disburse decide <id> done|cancelled [--reason INACTIVE_ACCOUNT]'

/** `disburse`: the decision of a transfer by hand. */
export const disburse: Command = {
  name: 'disburse',
  usage: USAGE,
  about: 'Ends a transfer by hand: done, or cancelled with a reason.',
  flags: { reason: ['<reason>', 'why it is cancelled (INACTIVE_ACCOUNT)'] },
  words: [3, 3],
  async run(invocation) {
    const { client, words, flags } = invocation
    const [verb, id, word] = words as [string, string, string]
    const status = (['DONE', 'CANCELLED'] as const).find((one) => one === word.toUpperCase())
    if (verb !== 'decide' || status === undefined) {
      throw new UsageError(
        verb === 'decide'
          ? `A transfer cannot be ${word}; ${oneOf(word, ['done', 'cancelled'])}`
          : `Write it as: flip-sandbox ${USAGE}`,
      )
    }
    const reason: CancelReason | undefined = wordOf(flags, 'reason', CANCEL_REASONS)
    const ended = await client.decideDisbursement(digits(id), {
      status,
      ...(reason !== undefined && { reason }),
    })
    printThing(invocation, ended, describe)
  },
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
        : await client.setBalance(idOf(words[0]), scope)
    printThing(invocation, now, describeBalance)
  },
}

/** The id of a transfer, which has more digits than a number can hold. @throws {UsageError} */
function digits(word: string): string {
  if (/^\d{1,19}$/.test(word)) return word
  throw new UsageError(`"${word}" is not the id of a transfer; that has digits alone.`)
}

function describe(transfer: DisbursementDetail): string[] {
  const { id, agent_id, amount, fee, status, reason, bank_code, account_number } = transfer
  return [
    `Transfer ${id} of agent ${agent_id}: ${status}${reason === null ? '' : ` (${reason})`}`,
    `${amount} rupiah to ${bank_code} ${account_number}, and a fee of ${fee}.`,
    ...(transfer.scenario === null
      ? []
      : [`Scenario ${transfer.scenario.name}: ${transfer.scenario.because}.`]),
    ...(transfer.due === null ? [] : [`It ends at ${transfer.due}.`]),
    ...(transfer.callbacks.length === 0 ? [] : ['', 'Callbacks:']),
    ...table(
      transfer.callbacks.map(({ id: callback, state, error, note }) => [
        String(callback),
        state,
        said(error, note),
      ]),
    ),
  ]
}

function describeBalance({ company_id, balance }: BalanceDetail): string[] {
  return [`Company ${company_id} has ${balance} rupiah.`]
}
