import { type Clock, SandboxClock } from '../client.js'
import { realNow } from '../time/clock.js'
import { formatDuration, parseDuration } from '../time/duration.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { COMPANY_FLAG, scopeOf } from './flag-values.js'
import { printThing } from './print.js'
import { zonedTime } from './units.js'

/** `clock`: shows the virtual clock, or moves it. */
export const clock: Command = {
  name: 'clock',
  usage: 'clock [advance 2h | freeze | resume] [--company 2]',
  about: 'Shows the virtual clock; advances, freezes or resumes it.',
  flags: COMPANY_FLAG,
  words: [0, 2],
  async run(invocation) {
    printThing(invocation, await move(invocation), ({ mode, now }: Clock) => [
      `The clock is ${mode} at ${zonedTime(now)}${ahead(Date.parse(now) - realNow())}.`,
    ])
  },
}

/** How far a clock is ahead of this machine's; nothing below a minute. @param milliseconds of virtual time */
function ahead(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  return minutes < 1 ? '' : `, ${formatDuration(minutes * 60_000)} ahead of real time`
}

function move(invocation: Invocation): Promise<Clock> {
  const [action, by] = invocation.words
  const moved = new SandboxClock(invocation.client, scopeOf(invocation))
  if (action === undefined) return moved.now()
  if (action === 'advance' && by !== undefined) {
    if (parseDuration(by) === null)
      throw new UsageError('What comes after advance must be a duration such as 250ms, 2s or 1d.')
    return moved.advance(by)
  }
  if (action === 'freeze' && by === undefined) return moved.freeze()
  if (action === 'resume' && by === undefined) return moved.resume()
  throw new UsageError('Write it as: flip-sandbox clock [advance 2h | freeze | resume]')
}
