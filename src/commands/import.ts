import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { SandboxError } from '../client.js'
import { counted } from '../lib/counted.js'
import { type Command, CommandError, type Terminal, UsageError } from './command.js'
import { scopeOf } from './flag-values.js'
import { inTerminal } from './in-terminal.js'

/** `import`: replaces the present state by an exported one, or adds agents to it. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import [--add] [--company 2|new] <file>',
  about: 'Replaces the present state by an exported one; with --add it adds the agents to it.',
  flags: {
    add: ['', 'adds the agents under new ids, and leaves everything else'],
    company: ['<id>|new', 'with --add: whose they become (1)'],
  },
  words: [1, 1],
  async run({ client, terminal, json, words, flags: { add, company } }) {
    if (add !== true && company !== undefined)
      throw new UsageError('--company goes with --add; without it everything is replaced.')
    const file = words[0] as string
    const bytes = await opened(file)
    const document = Readable.toWeb(bytes) as ReadableStream<Uint8Array>
    const failed = (error: unknown) => {
      throw bytes.errored === null ? failureOf(error) : unreadable(file, bytes.errored)
    }
    if (add === true) {
      const to = company === 'new' ? { newCompany: true } : scopeOf({ flags: { company } })
      const added = await client.add(document, to).catch(failed)
      const agents = added.agents.map(({ id, was }) => `agent ${was} is ${id} here`).join(', ')
      terminal.print(
        json ? JSON.stringify(added) : `Added to company ${added.company_id}: ${agents}.`,
      )
      return tellMissing(terminal, added)
    }
    const { total } = await client.agents({ limit: 1 })
    const counts = await client.import(document).catch(failed)
    const { companies, agents, images } = counts
    terminal.print(
      json
        ? JSON.stringify(counts)
        : `Imported ${counted(companies, 'company', 'companies')}, ${counted(agents, 'agent')} and ${counted(images, 'image')}, in the place of ${counted(total, 'agent')}.`,
    )
    tellMissing(terminal, counts)
  },
}

function tellMissing(
  terminal: Terminal,
  { missing_scenarios }: { readonly missing_scenarios: readonly string[] },
): void {
  if (missing_scenarios.length === 0) return
  terminal.complain(
    `Agents follow scenarios that are not here: ${missing_scenarios.join(', ')}. From their next step on they take the usual course.`,
  )
}

/** A document that the sandbox refuses is a failure, not a wrong use of the command. */
function failureOf(error: unknown): unknown {
  const refused = error instanceof SandboxError && error.status !== null
  return refused ? new CommandError(inTerminal(error.message)) : error
}

/** The bytes of an export, once its file is open. A folder can be opened too, and then not be read. */
async function opened(file: string): Promise<Readable> {
  const bytes = createReadStream(file)
  await once(bytes, 'open').catch((error: Error) => {
    throw unreadable(file, error)
  })
  return bytes
}

function unreadable(file: string, error: Error): CommandError {
  return new CommandError(
    `${file} cannot be read (${error.message}). Name a file that export has written.`,
  )
}
