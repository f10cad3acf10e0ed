import type { InquiryDetail, InquiryStatus } from '../client.js'
import { INQUIRY_STATUSES } from '../transfers/words.js'
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
} from './print.js'
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
      const { status } = flags
      const filter =
        typeof status === 'string' ? { status: resultNamed(status, INQUIRY_STATUSES) } : {}
      return printList(
        invocation,
        await client.inquiries({ ...scopeOf(invocation), ...filter, limit: 1000 }),
        noneOf(invocation, 'inquiries'),
        [
          ['id', ({ id: inquiry }) => String(inquiry)],
          ['company', ({ company_id }) => String(company_id)],
          ['account', ({ bank_code, account_number }) => `${bank_code} ${account_number}`],
          ['status', ({ status: result }) => result],
          [`due (${ZONE})`, ({ due }) => (due === null ? '' : tableTime(due))],
        ],
      )
    }
    if (verb !== 'decide' || id === undefined || word === undefined)
      throw new UsageError(`Write it as: flip-sandbox ${this.usage}`)
    const result = resultNamed(word, RESULTS)
    printThing(invocation, await client.decideInquiry(idOf(id), result), describe)
  },
}

function resultNamed<S extends InquiryStatus>(word: string, statuses: readonly S[]): S {
  const found = statuses.find((one) => one === word.toUpperCase().replaceAll('-', '_'))
  if (found !== undefined) return found
  const words = statuses.map((one) => one.toLowerCase())
  throw new UsageError(`"${word}" is no result of an inquiry; ${oneOf(word.toLowerCase(), words)}`)
}

function describe({ id, bank_code, account_number, status }: InquiryDetail): string[] {
  return [`Inquiry ${id} about ${bank_code} ${account_number}: ${status}`]
}
