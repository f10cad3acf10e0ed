import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** How many segments the journal of a state file has: more than one while it is folded. */
export function segmentsOf(state: string): number {
  const prefix = `${basename(state)}.journal-`
  return readdirSync(dirname(state)).filter((name) => name.startsWith(prefix)).length
}

/** What has been written is folded once nothing has happened for a second. */
export async function foldEnds(state: string): Promise<void> {
  for (let look = 0; look < 40; look++) {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    if (segmentsOf(state) === 1) return
  }
  throw new Error('The fold does not end.')
}
