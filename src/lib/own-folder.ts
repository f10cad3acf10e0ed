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
  mkdirSync(folder, { recursive: true })
  if (isNew) writeFileSync(join(home, '.gitignore'), '*\n')
}
