import { realDelay, stopwatch } from '../clock.js'
import { parseDuration } from '../duration.js'
import { type Command, CommandError, UsageError } from './command.js'

/** Real milliseconds between two looks. */
const BETWEEN = 50

/** `ready`: whether the sandbox answers, at once or within a time. */
export const ready: Command = {
  name: 'ready',
  usage: 'ready [--wait 10s]',
  about: 'Exits with 0 once the sandbox answers.',
  flags: { wait: ['<duration>', 'how long to wait for it (0)'] },
  words: [0, 0],
  async run({ client, flags, json, terminal }) {
    const patience = parseDuration((flags['wait'] as string | undefined) ?? '0')
    if (patience === null) throw new UsageError('--wait must be a duration such as 10s.')
    const elapsed = stopwatch()
    for (;;) {
      try {
        const health = await client.health()
        terminal.print(
          json
            ? JSON.stringify(health)
            : `The sandbox at ${client.url} is ready (version ${health.version}).`,
        )
        return
      } catch {
        if (elapsed() >= patience) {
          throw new CommandError(
            `No sandbox answers at ${client.url}. Start one with flip-sandbox start, or wait longer with --wait.`,
          )
        }
        await realDelay(BETWEEN)
      }
    }
  },
}
