import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checker } from '../lib/check.js'
import type { Definition, Static } from '../lib/definition.js'
import { packageFile } from '../lib/package-files.js'
import { sentence } from '../lib/problem.js'
import { readJson } from '../lib/read-json.js'
import { RULES } from '../rules/all.js'
import { NotReachable, type Probe, ProbeFile } from './definitions.js'

const FOLDER = packageFile('fixtures/probes/')

/** The file with the rules that no probe can prove. */
const REASONS_FILE = 'not-reachable.json'

/** The probes, in the order in which they are played, and why the other rules have none. */
export interface Plan {
  readonly probes: readonly Probe[]
  /** Rule to reason. */
  readonly reasons: ReadonlyMap<string, string>
}

/** Reads the probes that ship. @throws {Error} naming file, place and remedy */
export function readPlan(folder = FOLDER): Plan {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== REASONS_FILE)
    .sort()
  const probes = files.flatMap((name) => read(join(folder, name), () => ProbeFile))
  const reasons = Object.entries(read(join(folder, REASONS_FILE), () => NotReachable))
  return {
    probes,
    reasons: new Map(
      reasons.flatMap(([reason, patterns]) =>
        patterns.flatMap(rulesThatFit).map((id) => [id, reason] as const),
      ),
    ),
  }
}

/** The rules that a probe proves. */
export function rulesOfProbe({ calls }: Probe): string[] {
  return [...new Set(calls.flatMap(({ proves = {} }) => Object.keys(proves)))]
}

/** The ids of rules that a pattern means: one, or all that fit `status.by-hand.*`. */
export function rulesThatFit(pattern: string): string[] {
  return RULES.map(({ id }) => id).filter((id) =>
    pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
  )
}

function read<D extends Definition>(file: string, definition: () => D): Static<D> {
  const document = readJson(
    file,
    (why) => new Error(`${file} cannot be read (${why}). Install the package again.`),
  )
  const problem = checker(definition)(document)
  if (problem !== null)
    throw new Error(`${file}: ${sentence(problem, 'the file')}. Install the package again.`)
  return document as Static<D>
}
