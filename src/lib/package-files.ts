import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This file's own folder, whether in `lib/` or in a bundle. Only this file asks where it lies. */
const here = dirname(fileURLToPath(import.meta.url))

/** The package's root: the nearest folder above with a package.json. */
function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder))
}

/** The full path of a file or folder that ships with the code. @param path from the package's root */
export function packageFile(path: string): string {
  return join(packageRoot(here), path)
}
