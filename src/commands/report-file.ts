import { accessSync, closeSync, constants, existsSync, openSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CommandError } from './command.js'

/** Finds out before long work whether a report can be written to the file that a flag names. @throws {CommandError} */
export function tryReport(file: string, flag: string): void {
  withFlagInError(file, flag, () => {
    if (existsSync(file)) closeSync(openSync(file, 'a'))
    else accessSync(dirname(file), constants.W_OK)
  })
}

/** Writes a report to the file that a flag names. @throws {CommandError} */
export function writeReport(file: string, text: string, flag: string): void {
  withFlagInError(file, flag, () => writeFileSync(file, text))
}

function withFlagInError(file: string, flag: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    throw new CommandError(
      `The report cannot be written to ${file} (${(error as Error).message}). Name a file in a folder that exists with --${flag}.`,
    )
  }
}
