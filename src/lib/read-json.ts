import { readFileSync } from 'node:fs'

/**
 * The JSON in a file.
 * @param refusal makes the error of a file that cannot be read or has no JSON, from the reason
 */
export function readJson(file: string, refusal: (why: string) => Error): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw refusal((error as Error).message)
  }
}
