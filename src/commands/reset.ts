import type { Command } from './command.js'
import { COMPANY_FLAG, scopeOf } from './flag-values.js'

/** `reset`: empties the sandbox. */
export const reset: Command = {
  name: 'reset',
  usage: 'reset [--company 2]',
  about: 'Empties the sandbox: agents, callbacks, messages; companies stay with their settings.',
  flags: COMPANY_FLAG,
  words: [0, 0],
  async run(invocation) {
    const { client, terminal, json } = invocation
    const scope = scopeOf(invocation)
    await client.reset(scope)
    const what = scope.companyId === undefined ? 'The sandbox' : `Company ${scope.companyId}`
    terminal.print(json ? '{}' : `${what} is empty.`)
  },
}
