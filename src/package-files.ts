import { fileURLToPath } from 'node:url'

/**
 * Where the package's files lie. Only this file asks where it stands itself: just below the package's root, in
 * `src/`, in `dist/`, and in the one file into which the command is bundled.
 */

/** The path of a file or folder that ships beside the code, from the package's root. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

/** A module that is run on its own, from the folder of the code. */
export function moduleUrl(path: string): URL {
  return new URL(path, import.meta.url)
}
