import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The folder of the default state, which usually lies in a project under git. */
const DEFAULT_FOLDER = '.flip-sandbox'

/**
 * Makes the folder of a state file, where it is missing. A state holds keys and identity numbers in clear, so a new default
 * folder tells git to leave it out. A folder that was there already is its owner's: nothing is written into it.
 */
export function makeStateFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined
  if (isNew && basename(folder) === DEFAULT_FOLDER) writeFileSync(join(folder, '.gitignore'), '*\n')
}
