import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Where the package's files lie. Only this file asks where it stands itself: in `lib/` of the code's folder, or
 * bundled into a file right in that folder.
 */
const here = dirname(fileURLToPath(import.meta.url))
const codeFolder = here.endsWith('lib') ? dirname(here) : here

/** The package's root: the nearest folder above with a package.json. */
function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}

/** The path of a file or folder that ships beside the code, from the package's root. */
export function packageFile(path: string): string {
  return join(packageRoot(codeFolder), path)
}

/** A module that is run on its own, from the folder of the code. */
export function moduleUrl(path: string): URL {
  return pathToFileURL(join(codeFolder, path))
}
