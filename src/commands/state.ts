import { readFileSync } from 'node:fs'
import type { StateExport } from '../client.js'
import { type Command, CommandError } from './command.js'

/** `reset`: empties the sandbox. */
export const reset: Command = {
  name: 'reset',
  usage: 'reset',
  about: 'Empties the sandbox: agents, callbacks, messages; companies stay with their settings.',
  words: [0, 0],
  async run({ client, terminal, json }) {
    await client.reset()
    terminal.print(json ? '{}' : 'The sandbox is empty.')
  },
}

/** `export`: the whole state on standard output. */
export const exportCommand: Command = {
  name: 'export',
  usage: 'export > file',
  about: 'Writes the whole state, images included, to standard output.',
  words: [0, 0],
  async run({ client, terminal }) {
    terminal.print(JSON.stringify(await client.export()))
  },
}

/** `import`: puts an exported state in the place of the present one. */
export const importCommand: Command = {
  name: 'import',
  usage: 'import <file>',
  about: 'Puts an exported state in the place of the present one.',
  words: [1, 1],
  async run({ client, terminal, json, words }) {
    const counts = await client.import(readExport(words[0] as string))
    const { companies, agents, images } = counts
    terminal.print(
      json
        ? JSON.stringify(counts)
        : `Imported ${companies} companies, ${agents} agents and ${images} images.`,
    )
  },
}

function readExport(file: string): StateExport {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StateExport
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read (${(error as Error).message}). Name a file that export has written.`,
    )
  }
}
