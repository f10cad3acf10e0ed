import type { Clock } from '../client.js'
import { type Command, UsageError } from './command.js'
import { printThing } from './print.js'

/** `clock`: shows the virtual clock, or moves it. */
export const clock: Command = {
  name: 'clock',
  usage: 'clock [advance 2h | freeze | resume]',
  about: 'Shows the virtual clock; advances, freezes or resumes it.',
  words: [0, 2],
  async run(call) {
    printThing(call, await move(call), (shown: Clock) => [
      `The clock is ${shown.mode} at ${shown.now}.`,
    ])
  },
}

function move({ client, words: [action, by] }: Parameters<Command['run']>[0]): Promise<Clock> {
  if (action === undefined) return client.clock.now()
  if (action === 'advance' && by !== undefined) return client.clock.advance(by)
  if (action === 'freeze' && by === undefined) return client.clock.freeze()
  if (action === 'resume' && by === undefined) return client.clock.resume()
  throw new UsageError('Write it as: flip-sandbox clock [advance 2h | freeze | resume]')
}
