import type { Fault } from './fault.js'
import { fits } from './pattern.js'

/** What a fault looks at in a call. */
export interface FaultTarget {
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** The path below the host's prefix. */
  readonly shortPath: string
}

/** Whether a fault concerns this call. */
export function concerns({ method, path }: Fault, target: FaultTarget): boolean {
  if (method !== null && method !== target.method) return false
  if (path === null) return true
  const pattern = path.replace(/\/:\w+/g, '/*')
  return fits(target.path, pattern) || fits(target.shortPath, pattern)
}

/** Whether a fault strikes its next call: by the call's number, or by chance. */
export function strikes({ nth, probability, seed, calls }: Fault): boolean {
  const call = calls + 1
  if (nth !== null) return call === nth
  return probability >= 1 || chance(seed, call) < probability
}

/** How often a fault may strike still; null: without limit. */
export function strikesLeft({ nth, probability, calls }: Fault): 0 | 1 | null {
  if (nth === null) return probability === 0 ? 0 : null
  return calls < nth ? 1 : 0
}

/** A number from 0 to 1 that depends only on the seed and the call's number (splitmix32). */
function chance(seed: number, call: number): number {
  let state = (seed + Math.imul(call, 0x9e3779b9)) | 0
  state = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
  state = Math.imul(state ^ (state >>> 15), 0x735a2d97)
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32
}
