import { readFileSync } from 'node:fs'

/**
 * The JSON in a file.
 * @param refusal makes the error of a file that cannot be read or has no JSON, from the reason
 */
export function readJson(file: string, refusal: (why: string) => Error): unknown {
  try {
    // Editors on Windows begin a file with a byte order mark.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refusal((error as Error).message)
  }
}
