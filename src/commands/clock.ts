import { type Clock, SandboxClock } from '../client.js'
import { type Call, type Command, UsageError } from './command.js'
import { COMPANY_FLAG, printThing, scopeOf } from './print.js'

/** `clock`: shows the virtual clock, or moves it. */
export const clock: Command = {
  name: 'clock',
  usage: 'clock [advance 2h | freeze | resume] [--company 2]',
  about: 'Shows the virtual clock; advances, freezes or resumes it.',
  flags: COMPANY_FLAG,
  words: [0, 2],
  async run(call) {
    printThing(call, await move(call), (shown: Clock) => [
      `The clock is ${shown.mode} at ${shown.now}.`,
    ])
  },
}

function move(call: Call): Promise<Clock> {
  const [action, by] = call.words
  const moved = new SandboxClock(call.client, scopeOf(call))
  if (action === undefined) return moved.now()
  if (action === 'advance' && by !== undefined) return moved.advance(by)
  if (action === 'freeze' && by === undefined) return moved.freeze()
  if (action === 'resume' && by === undefined) return moved.resume()
  throw new UsageError('Write it as: flip-sandbox clock [advance 2h | freeze | resume]')
}
