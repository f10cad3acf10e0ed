import type { SandboxOptions } from './sandbox-options.js'

/** An option of `start`: its name, its default, and how its text is read. */
export interface Option<K extends keyof SandboxOptions = keyof SandboxOptions> {
  readonly key: K
  readonly value: SandboxOptions[K]
  /** What the help shows after the flag, such as `<number>`. */
  readonly takes: string
  readonly about: string
  /** @throws {Error} whose message says what it must be */
  readonly parse: (text: string) => SandboxOptions[K]
  /** The default in words, for the help, where its value alone would not be clear. */
  readonly default?: string
  /** What the flag means without a value. */
  readonly bare?: string
}

/** One row of the table of options. */
export function option<K extends keyof SandboxOptions>(option: Option<K>): Option<K> {
  return option
}
