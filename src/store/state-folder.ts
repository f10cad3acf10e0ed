import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** The folder of the default state, which usually lies in a project under git. */
const DEFAULT_FOLDER = '.flip-sandbox'

/**
 * Makes the folder of a state file, if it is missing. A state has keys and identity numbers in clear, so git is told to
 * ignore a new default folder. Nothing is written into a folder that existed already.
 */
export function makeStateFolder(folder: string): void {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined
  if (isNew && basename(folder) === DEFAULT_FOLDER) writeFileSync(join(folder, '.gitignore'), '*\n')
}
