import { CANCEL_REASONS, FINAL_STATUSES } from '../transfers/words.js'
import { type Command, UsageError } from './command.js'
import { describeTransfer } from './disbursements.js'
import { transferId, wordIn, wordOf } from './flag-values.js'
import { printThing } from './print.js'

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
    const status = wordIn(word, FINAL_STATUSES, `A transfer cannot be ${word}`)
    const reason = wordOf(flags, 'reason', CANCEL_REASONS)
    if (reason !== undefined && status === 'DONE')
      throw new UsageError('--reason goes with cancelled; a transfer that is done has none.')
    const ended = await client.decideDisbursement(transferId(id), {
      status,
      ...(reason !== undefined && { reason }),
    })
    printThing(invocation, ended, describeTransfer)
  },
}

/** How to write what was meant; `decide` is easily forgotten. */
function instead(words: readonly string[]): string {
  const forgotten = /^\d+$/.test(words[0] as string) && words.length === 2
  return forgotten
    ? `Did you mean flip-sandbox disburse decide ${words.join(' ')}?`
    : `Write it as: flip-sandbox ${USAGE}`
}
