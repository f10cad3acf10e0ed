import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checker } from '../lib/check.js'
import { didYouMean } from '../lib/nearest.js'
import { packageFile } from '../lib/package-files.js'
import { sentence } from '../lib/problem.js'
import { readJson } from '../lib/read-json.js'
import { UsageError } from '../lib/usage-error.js'
import type { DrillKind } from './address.js'
import { AREAS, DRILLS, type Drill } from './definitions.js'

const SHIPPED = packageFile('fixtures/drills/')

/** The JSON Schema for editors; not a drill. */
const SCHEMA_FILE = 'drill.schema.json'

/** The drills that run first and always: where one fails, the others of its kind would tell nothing. */
export const FIRST: Readonly<Record<DrillKind, string>> = {
  kyc: 'answer-in-time',
  disbursement: 'transfer-in-time',
}

const check = {
  kyc: checker(() => DRILLS.kyc),
  disbursement: checker(() => DRILLS.disbursement),
}

export const kindOf = ({ kind = 'kyc' }: Drill): DrillKind => kind

/**
 * The drills that ship and those of the user's folder, in the order in which they run. Of two with the same name, the
 * user's counts.
 * @throws {UsageError} naming file, place and remedy
 */
export function readDrills(folder: string | null = null): Drill[] {
  const own = folder === null ? [] : readFolder(folder)
  const shipped = readFolder(SHIPPED)
  const known = new Map([...shipped, ...own].map((drill) => [drill.name, drill]))
  return [...known.values()].sort((a, b) => rank(a) - rank(b))
}

/**
 * The drills of a kind with these names, without those; the first one always.
 * @param only all, where it names none
 * @throws {UsageError} for a name that is none
 */
export function chooseDrills(
  kind: DrillKind,
  all: readonly Drill[],
  only: readonly string[],
  skip: readonly string[],
): Drill[] {
  const first = FIRST[kind]
  const drills = all.filter((one) => kindOf(one) === kind)
  const names = drills.map(({ name }) => name)
  for (const name of [...only, ...skip])
    if (!names.includes(name))
      throw new UsageError(
        `There is no drill "${name}"; ${didYouMean(name, names)}flip-sandbox drill lists them.`,
      )
  if (skip.includes(first))
    throw new UsageError(
      `The drill ${first} cannot be skipped: without a plain callback that is answered, the others tell nothing.`,
    )
  const chosen = ({ name }: Drill) =>
    name === first || ((only.length === 0 || only.includes(name)) && !skip.includes(name))
  return drills.filter(chosen)
}

/** Those about agents come first. */
function rank(drill: Drill): number {
  const { name, area = 'own' } = drill
  const kind = kindOf(drill)
  const ofKind = name === FIRST[kind] ? -1 : AREAS.indexOf(area)
  return kind === 'kyc' ? ofKind : AREAS.length + 1 + ofKind
}

function readFolder(folder: string): Drill[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    throw new UsageError(
      `The folder of drills ${folder} cannot be read. Name an existing folder of JSON files.`,
    )
  }
  return names
    .filter((name) => name.endsWith('.json') && name !== SCHEMA_FILE)
    .sort()
    .map((name) => readFile(join(folder, name)))
}

function readFile(file: string): Drill {
  const refusal = (why: string) => new UsageError(`${file}: ${why}. Nothing has been sent.`)
  const document = readJson(file, (why) =>
    refusal(`it cannot be read as JSON (${why}); correct it, or take it away`),
  )
  const problem = problemOf(document, basename(file, '.json'))
  if (problem !== null) throw refusal(problem)
  return document as Drill
}

/** What is wrong with the drill in a file; null: nothing. @param named the file's name without its ending */
function problemOf(document: unknown, named: string): string | null {
  const { kind } = Object(document) as { kind?: unknown }
  const problem = check[kind === 'disbursement' ? kind : 'kyc'](document)
  if (problem !== null) return sentence(problem, 'the drill')
  const { name } = document as Drill
  return name === named
    ? null
    : `"name" is "${name}"; name the file ${name}.json, or the drill after the file`
}
