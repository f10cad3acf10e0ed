import { TIME_LIMIT } from '../callbacks/delivery.js'
import { UsageError } from '../lib/usage-error.js'
import { parseDuration } from '../time/duration.js'
import type { DrillKind } from './address.js'
import { chooseDrills, readDrills } from './read-drills.js'
import type { DrillRun } from './run-drills.js'

/** What a user can choose of a run; durations as text. */
export interface DrillSettings {
  /** What the receiver takes: callbacks about agents, or about transfers; about agents by default. */
  readonly kind?: DrillKind | undefined
  /** Only these drills. */
  readonly only?: readonly string[] | undefined
  /** Not these. */
  readonly skip?: readonly string[] | undefined
  /** A folder with drills of the user's own. */
  readonly drills?: string | undefined
  /** How long an answer is waited for; 30 s, as Flip does. */
  readonly timeout?: string | undefined
  /** What the application gets for its work after it has answered; 250 ms. */
  readonly settle?: string | undefined
  /** How long all of it may take; 4 minutes. */
  readonly limit?: string | undefined
  /** Whether the report has every byte. */
  readonly bytes?: boolean | undefined
}

const HOUR = 3_600_000

/**
 * A run as these settings want it.
 * @param nameOf what a message calls a setting, such as `--limit`
 * @throws {UsageError}
 */
export function runWith(
  settings: DrillSettings,
  nameOf: (key: string) => string = (key) => `"${key}"`,
): Pick<DrillRun, 'kind' | 'drills' | 'timeLimit' | 'settle' | 'limit' | 'bytes'> {
  const { kind = 'kyc', only = [], skip = [], drills: folder = null, bytes = false } = settings
  const duration = (key: 'timeout' | 'settle' | 'limit', byDefault: number) => {
    const text = settings[key]
    const given = text === undefined ? byDefault : parseDuration(text)
    if (given !== null && given <= HOUR) return given
    throw new UsageError(`${nameOf(key)} must be a duration such as 2s, an hour at the longest.`)
  }
  return {
    kind,
    drills: chooseDrills(kind, readDrills(folder), only, skip),
    timeLimit: duration('timeout', TIME_LIMIT),
    settle: duration('settle', 250),
    limit: duration('limit', 240_000),
    bytes,
  }
}
