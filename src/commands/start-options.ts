import { existsSync } from 'node:fs'
import { readJson } from '../lib/read-json.js'
import {
  flagOf,
  OPTIONS,
  OptionError,
  type SandboxOptions,
  variableOf,
} from '../options/options.js'
import { optionsFromConfig, optionsFromFlags, optionsFromVariables } from '../options/sources.js'
import type { Command, Invocation, Terminal } from './command.js'
import { textOf } from './flag-values.js'

const CONFIG_FILE = 'flip-sandbox.config.json'

/** The flags for some of the options. */
export function startFlags(
  options: readonly (typeof OPTIONS)[number][],
): NonNullable<Command['flags']> {
  return Object.fromEntries(
    options.map(({ key, takes, about, bare }) => [
      flagOf(key).slice(2),
      bare === undefined ? [takes, about] : [takes, about, bare],
    ]),
  )
}

/** The flags of the commands that start a sandbox. */
export const START_FLAGS: NonNullable<Command['flags']> = {
  ...startFlags(OPTIONS),
  config: [
    '<file>',
    `config file (${CONFIG_FILE} where it exists); flags beat variables beat file`,
  ],
}

/** Whether a command starts a sandbox, instead of talking to one that runs. */
export function startsSandbox({ flags = {} }: Command): boolean {
  return 'port' in flags
}

/** Flags beat variables beat the config file. @throws {OptionError} */
export function readOptions(
  flags: Invocation['flags'],
  { variables }: Terminal,
  warn: (sentence: string) => void,
): Partial<SandboxOptions> {
  const named = textOf(flags, 'config') || variables[variableOf('config')] || undefined
  const file = named ?? CONFIG_FILE
  const config =
    named !== undefined || existsSync(file) ? optionsFromConfig(readConfig(file), file) : {}
  return {
    ...config,
    ...optionsFromVariables(variables, warn),
    ...optionsFromFlags(flags),
  }
}

function readConfig(file: string): unknown {
  return readJson(
    file,
    (why) =>
      new OptionError(
        `The config file ${file} cannot be read (${why}). Correct it or name another one.`,
      ),
  )
}
