import { mismatch } from '../samples/make-agent.js'
import { codeOf, statusNamed } from './agent-status.js'
import { describeAgent } from './agents.js'
import { type Command, UsageError } from './command.js'
import { idOf, textOf } from './flag-values.js'
import { printThing } from './print.js'

/** `decide`: the decision by hand. */
export const decide: Command = {
  name: 'decide',
  usage: 'decide <id> <status> [--code 17] [--after 2s]',
  about: 'Decides an agent by hand: approved, rejected, or another status that its own allows.',
  flags: {
    code: ['<10-33>', 'the rejection reason, for rejected and upload_identity_selfie_failed'],
    after: ['<duration>', 'when, on the virtual clock (now)'],
  },
  words: [2, 2],
  async run(invocation) {
    const { client, words, flags } = invocation
    const status = statusNamed(words[1] as string)
    const code = codeOf(flags)
    const after = textOf(flags, 'after')
    if (mismatch(status, code) === 'needs-reason')
      throw new UsageError(`${words[1]} needs --code, a rejection reason from 10 to 33.`)
    const agent = await client.decide(idOf(words[0] as string), {
      kycStatus: status,
      ...(code !== undefined && { rejectedReasonCode: code }),
      ...(after !== undefined && { after }),
    })
    printThing(invocation, agent, describeAgent)
  },
}
