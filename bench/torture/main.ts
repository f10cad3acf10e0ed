import { withFolder } from '../lib/servers.js'
import { diskRounds } from './disk.js'
import { fuzz } from './fuzz.js'
import { killRounds } from './kill.js'
import { printSummary, type Summary } from './summary.js'
import { traffic } from './traffic.js'

/**
 * `npm run torture`: nothing answered is ever lost, nothing sent kills it. `--short` is what CI runs.
 * Whatever is named besides is all that runs: kill, disk, fuzz, traffic.
 */
const short = process.argv.includes('--short')
const named = process.argv.slice(2).filter((word) => word !== '--short')

const TORTURES: Readonly<Record<string, (folder: string) => Promise<Summary[]>>> = {
  kill: async (folder) => [await killRounds(folder, short ? 8 : 200)],
  disk: diskRounds,
  fuzz: async () => [await fuzz(short ? 1_500 : 10_000)],
  traffic: async () => [await traffic(short ? 4 : 20)],
}

let failed = false
for (const [name, torture] of Object.entries(TORTURES)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  for (const summary of await withFolder(torture)) {
    printSummary(summary)
    failed ||= summary.failures.length > 0
  }
}
process.exit(failed ? 1 : 0)
