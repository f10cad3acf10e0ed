import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Finds the package's files. Only this file knows where the code is: it is in the code's folder `lib/`, or bundled into
 * a file directly in the code's folder.
 */
const here = dirname(fileURLToPath(import.meta.url))
const codeFolder = here.endsWith('lib') ? dirname(here) : here

/** The package's root: the nearest folder above with a package.json. */
function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}

/** The full path of a file or folder that ships with the code. @param path from the package's root */
export function packageFile(path: string): string {
  return join(packageRoot(codeFolder), path)
}
