import type { Command } from './command.js'
import { COMPANY_FLAG, idOf, scopeOf, textOf } from './flag-values.js'

/** `export`: the whole state on standard output. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export [--company 2] [--agent 12] > file',
  about: 'Writes the whole state, images included, to standard output; or one agent as a case.',
  flags: {
    ...COMPANY_FLAG,
    agent: ['<id>', 'only this agent, with its images, history and callbacks (all)'],
  },
  words: [0, 0],
  async run(invocation) {
    const { client, terminal, flags } = invocation
    const agent = textOf(flags, 'agent')
    const scope = {
      ...scopeOf(invocation),
      ...(agent !== undefined && { agentId: idOf(agent) }),
    }
    for await (const text of client.exportText(scope)) await terminal.write(text)
  },
}
