import type { BankDetail } from '../client.js'
import { BANK_STATUSES } from '../transfers/words.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, scopeOf, wordIn } from './flag-values.js'
import { printList, printThing } from './print.js'
import { statusColour } from './status-colour.js'
import { grouped } from './units.js'

/** `banks`: how well they work, or lets one work better or worse. */
export const banks: Command = {
  name: 'banks',
  usage: 'banks [<code> <status>] [--company 2]',
  about: 'Lists the banks and how well each works, or lets one work better or worse.',
  flags: COMPANY_FLAG,
  words: [0, 2],
  async run(invocation) {
    const { client, words } = invocation
    const [code, word] = words
    const scope = scopeOf(invocation)
    if (code === undefined) {
      return printList(invocation, await client.banks(scope), 'No banks.', [
        ['code', ({ bank_code }) => bank_code],
        ['name', ({ name }) => name],
        ['fee (rupiah)', ({ fee }) => grouped(fee)],
        ['status', ({ status }) => status, statusColour],
      ])
    }
    if (word === undefined) throw new UsageError(`Write it as: flip-sandbox ${this.usage}`)
    const status = wordIn(word, BANK_STATUSES, `"${word}" is not a status of a bank`)
    printThing(invocation, await client.setBankStatus(code, status, scope), describeBank)
  },
}

function describeBank({ name, status }: BankDetail): string[] {
  return [`${name} is ${status}.`]
}
