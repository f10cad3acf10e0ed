import { writeFileSync } from 'node:fs'
import { CommandError } from './command.js'

/** Writes a report to the file that a flag names. @throws {CommandError} */
export function writeReport(file: string, text: string, flag: string): void {
  try {
    writeFileSync(file, text)
  } catch (error) {
    throw new CommandError(
      `The report cannot be written to ${file} (${(error as Error).message}). Name a file in a folder that exists with --${flag}.`,
    )
  }
}
