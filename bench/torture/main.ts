import { withFolder } from '../lib/servers.js'
import { deletedRounds } from './deleted.js'
import { diskRounds } from './disk.js'
import { dripRounds } from './drip.js'
import { fullRounds } from './full.js'
import { fuzz } from './fuzz.js'
import { interruptedRounds } from './interrupted.js'
import { killRounds } from './kill.js'
import { millionRounds } from './million.js'
import { moneyRounds } from './money.js'
import { pipelinedRounds } from './pipelined.js'
import { resetRounds } from './resets.js'
import { printSummary, type Summary } from './summary.js'
import { traffic } from './traffic.js'
import { wholeRounds } from './whole.js'

/**
 * `npm run torture`: nothing answered is ever lost, nothing sent kills it. `--short` is what CI runs.
 * Whatever is named besides is all that runs: the names of `TORTURES`.
 */
const short = process.argv.includes('--short')
const named = process.argv.slice(2).filter((word) => word !== '--short')

const TORTURES: Readonly<Record<string, (folder: string) => Promise<Summary[]>>> = {
  kill: async (folder) => [await killRounds(folder, short ? 8 : 200)],
  money: async (folder) => [await moneyRounds(folder, short ? 5 : 100)],
  whole: async (folder) => [await wholeRounds(folder, short ? 8 : 400)],
  deleted: async (folder) => [await deletedRounds(folder, short ? 4 : 100)],
  interrupted: (folder) => interruptedRounds(folder, short ? 20_000 : 150_000, short ? 2 : 30),
  disk: diskRounds,
  full: async (folder) => [await fullRounds(folder, short ? 2 : 30)],
  fuzz: async () => [await fuzz(short ? 1_500 : 10_000)],
  pipelined: async (folder) => [await pipelinedRounds(folder, short ? 10_000 : 100_000)],
  resets: (folder) => resetRounds(folder, short ? 80 : 2_000),
  drip: async (folder) => [await dripRounds(folder, short ? 16 : 400)],
  traffic: async () => [await traffic(short ? 4 : 20)],
  million: async (folder) => [await millionRounds(folder, short ? 20_000 : 1_000_000)],
}

let failed = false
for (const [name, torture] of Object.entries(TORTURES)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  const begun = performance.now()
  for (const summary of await withFolder(torture)) {
    printSummary(summary)
    failed ||= summary.failures.length > 0
  }
  process.stderr.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
}
process.exit(failed ? 1 : 0)
