import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The folder of the sandbox's files, which usually lies in a project under git. */
const DEFAULT_FOLDER = '.flip-sandbox'

/**
 * Makes a folder for the sandbox's files, if it is missing. They have keys and identity numbers in clear, so git is told to
 * ignore a new default folder. Nothing is written into a folder that existed already.
 * @param folder the default folder, one in it, or any other
 */
export function makeOwnFolder(folder: string): void {
  const home = [folder, dirname(folder)].find((path) => basename(path) === DEFAULT_FOLDER)
  const isNew = home !== undefined && !existsSync(home)
  makeFolder(folder)
  if (isNew) writeFileSync(join(home, '.gitignore'), '*\n')
}

/** One folder after the other: Node.js, asked for all of them, tries forever where none can be made, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
