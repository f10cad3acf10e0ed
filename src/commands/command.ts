import type { SandboxClient } from '../client.js'

export { UsageError } from '../lib/usage-error.js'

/** Where a command reads from and writes to. */
export interface Terminal {
  /** A line on standard output. */
  readonly print: (line: string) => void
  /** Text or bytes on standard output as they are; resolves once they have been taken. */
  readonly write: (what: string | Uint8Array) => Promise<void>
  /** A line on standard error. */
  readonly complain: (line: string) => void
  /** Bytes on standard error that nobody has read yet. */
  readonly unread: () => number
  /** Whether standard output is a terminal, where somebody reads it. */
  readonly onScreen?: boolean
  /** Whether to use colours: standard output is a terminal and NO_COLOR is not set. */
  readonly colour: boolean
  /** Asks for a secret without showing what is typed; absent where nobody can be asked. */
  readonly askSecret?: ((question: string) => Promise<string>) | undefined
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** What a command was called with. */
export interface Invocation {
  readonly terminal: Terminal
  readonly words: readonly string[]
  readonly flags: Readonly<Record<string, string | boolean | undefined>>
  readonly json: boolean
  /** The running sandbox that the command talks to. */
  readonly client: SandboxClient
}

/** One command. All but `start` talk to a running sandbox. */
export interface Command {
  readonly name: string
  /** How to write it, after the program's name. */
  readonly usage: string
  readonly about: string
  /** Its own flags: what the help shows after the flag (`''` for one that takes no value), what it means, and what the bare flag stands for. */
  readonly flags?: Readonly<Record<string, readonly [takes: string, about: string, bare?: string]>>
  /** How many words may come after its name. */
  readonly words: readonly [least: number, most: number]
  /**
   * Where a flag would be ignored: the words to write it with, such as `add`, and `''` for none. Null: it may stand with
   * the words that are there.
   */
  readonly goesWith?: (flag: string, words: readonly string[]) => string | null
  /** Prints, and resolves when it is done. */
  readonly run: (invocation: Invocation) => Promise<void>
}

/** The command failed: exit code 1. */
export class CommandError extends Error {}

/** The command has said what there is to say; only its exit code is left. */
export class ExitCode extends Error {
  constructor(readonly code: number) {
    super(`exit code ${code}`)
  }
}
