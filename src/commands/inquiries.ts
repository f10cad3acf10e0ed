import type { InquiryDetail, InquiryStatus } from '../client.js'
import { INQUIRY_STATUSES } from '../transfers/words.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, idOf, scopeOf, textOf, wordIn } from './flag-values.js'
import { noneOf, ofList, printList, printThing } from './print.js'
import { statusColour } from './status-colour.js'
import { tableTime, ZONE } from './units.js'

/** How an inquiry can end. */
const RESULTS = INQUIRY_STATUSES.filter((status) => status !== 'PENDING')

/** `inquiries`: what companies have asked about accounts, and the answer by hand. */
export const inquiries: Command = {
  name: 'inquiries',
  usage: 'inquiries [decide <id> <status>] [--status pending] [--company 2]',
  about: 'Lists the account inquiries, or ends one by hand: success, closed or another result.',
  flags: { ...COMPANY_FLAG, status: ['<result>', 'only those that stand there (all)'] },
  words: [0, 3],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    const [verb, id, word] = words
    if (verb === undefined) {
      const status = textOf(flags, 'status')
      const filter = status !== undefined ? { status: resultNamed(status, INQUIRY_STATUSES) } : {}
      return printList(
        invocation,
        await client.inquiries({ ...scopeOf(invocation), ...filter, limit: 1000 }),
        noneOf(invocation, 'inquiries'),
        [
          ['id', ({ id: inquiry }) => String(inquiry)],
          ['company', ({ company_id }) => String(company_id)],
          ['account', ({ bank_code, account_number }) => `${bank_code} ${account_number}`],
          ['status', ({ status: result }) => result, statusColour],
          [`due (${ZONE})`, ({ due }) => (due === null ? '' : tableTime(due))],
        ],
      )
    }
    if (verb !== 'decide' || id === undefined || word === undefined)
      throw new UsageError(`Write it as: flip-sandbox ${this.usage}`)
    const result = resultNamed(word, RESULTS)
    printThing(invocation, await client.decideInquiry(idOf(id), result), describeInquiry)
  },
}

function resultNamed<S extends InquiryStatus>(word: string, statuses: readonly S[]): S {
  return wordIn(word, statuses, `"${word}" is no result of an inquiry`)
}

function describeInquiry({ id, bank_code, account_number, status }: InquiryDetail): string[] {
  return [`Inquiry ${id} about ${bank_code} ${account_number}: ${status}`]
}
