import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { SandboxError } from '../client.js'
import { counted } from '../lib/counted.js'
import { type Command, CommandError } from './command.js'
import { COMPANY_FLAG, scopeOf } from './print.js'

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

/** `export`: the whole state on standard output. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export [--company 2] > file',
  about: 'Writes the whole state, images included, to standard output.',
  flags: COMPANY_FLAG,
  words: [0, 0],
  async run(invocation) {
    const { client, terminal } = invocation
    for await (const text of client.exportText(scopeOf(invocation))) await terminal.write(text)
  },
}

/** `import`: replaces the present state by an exported one. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import <file>',
  about: 'Replaces the present state by an exported one.',
  words: [1, 1],
  async run({ client, terminal, json, words }) {
    const counts = await client.import(await readExport(words[0] as string)).catch(asFailure)
    const { companies, agents, images, missing_scenarios } = counts
    terminal.print(
      json
        ? JSON.stringify(counts)
        : `Imported ${counted(companies, 'company', 'companies')}, ${counted(agents, 'agent')} and ${counted(images, 'image')}.`,
    )
    if (missing_scenarios.length > 0) {
      terminal.complain(
        `Agents follow scenarios that are not here: ${missing_scenarios.join(', ')}. From their next step on they take the usual course.`,
      )
    }
  },
}

/** A document that the sandbox refuses is a failure, not a wrong use of the command. */
function asFailure(error: unknown): never {
  const refused = error instanceof SandboxError && error.status !== null
  throw refused ? new CommandError(error.message) : error
}

/** The bytes of an export, as they are sent. */
async function readExport(file: string): Promise<ReadableStream<Uint8Array>> {
  try {
    const bytes = createReadStream(file)
    await once(bytes, 'open')
    return Readable.toWeb(bytes) as ReadableStream<Uint8Array>
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read (${(error as Error).message}). Name a file that export has written.`,
    )
  }
}
