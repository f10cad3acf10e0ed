import { type Command, UsageError } from './command.js'
import { bash, fish, zsh } from './completion-scripts.js'
import { completed, SHELLS } from './completion-words.js'

const SCRIPTS: Readonly<Record<string, typeof bash>> = { bash, zsh, fish }

/**
 * `completion`: a shell's completions.
 * @param commands all commands, this one included
 */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: 'completion bash|zsh|fish',
    about:
      'Prints completions for a shell; put  eval "$(flip-sandbox completion bash)"  in ~/.bashrc.',
    words: [1, 1],
    async run({ terminal, words }) {
      const shell = words[0] as string
      const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined
      if (script === undefined) {
        throw new UsageError(
          `There are completions for ${SHELLS.join(', ')}, and none for "${shell}".`,
        )
      }
      terminal.print(script(completed(commands())))
    },
  }
}
