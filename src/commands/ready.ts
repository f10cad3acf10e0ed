import { SandboxError } from '../client.js'
import { realDelay, realTimeout, stopwatch } from '../time/clock.js'
import { parseDuration } from '../time/duration.js'
import { type Command, CommandError, UsageError } from './command.js'
import { textOf } from './flag-values.js'

/** Real milliseconds between two attempts. */
const BETWEEN = 50
/** Real milliseconds for the answer, when the sandbox is asked only once. */
const ONE_ATTEMPT = 2000

/** `ready`: waits until the sandbox answers. */
export const ready: Command = {
  name: 'ready',
  usage: 'ready [--wait 10s]',
  about: 'Exits with 0 once the sandbox answers.',
  flags: { wait: ['<duration>', 'how long to wait for it (0)'] },
  words: [0, 0],
  async run({ client, flags, json, terminal }) {
    const { url } = client
    const patience = parseDuration(textOf(flags, 'wait') ?? '0')
    if (patience === null) throw new UsageError('--wait must be a duration such as 10s.')
    const elapsed = stopwatch()
    for (;;) {
      try {
        const left = patience === 0 ? ONE_ATTEMPT : Math.max(1, patience - elapsed())
        const health = await client.health(realTimeout(left))
        if (health?.status !== 'ok')
          throw new CommandError(`${url} answers, but not as a sandbox does; is the URL right?`)
        terminal.print(
          json
            ? JSON.stringify(health)
            : `The sandbox at ${url} is ready (version ${health.version}).`,
        )
        return
      } catch (error) {
        if (elapsed() >= patience) {
          const answered =
            error instanceof SandboxError ? error.status !== null : error instanceof CommandError
          if (answered) throw error
          throw new CommandError(
            `No sandbox answers at ${url}. Start one with flip-sandbox start, name another with --url, or wait longer with --wait.`,
          )
        }
        await realDelay(BETWEEN)
      }
    }
  },
}
