import { readFileSync } from 'node:fs'
import type { Server } from './servers.js'

/** Microseconds of a clock tick of Linux. */
const TICK = 10_000

/** The CPU time that a server has used, all its threads together, in microseconds. Steadier than the time of day on a busy machine. */
export function cpuOf({ process }: Server): number {
  const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8')
  // The second field, the name in brackets, may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK
}
