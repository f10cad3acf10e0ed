import type { BalanceDetail } from '../client.js'
import { type Command, UsageError } from './command.js'
import { scopeOf } from './flag-values.js'
import { printThing } from './print.js'
import { grouped } from './units.js'

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

function describeBalance({ company_id, balance }: BalanceDetail): string[] {
  return [`Company ${company_id} has ${grouped(balance)} rupiah.`]
}
