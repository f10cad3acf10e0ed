import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packageFile } from '../lib/package-files.js'
import { readJson } from '../lib/read-json.js'
import { parseScenario, ScenarioError } from './parse-scenario.js'
import type { Scenario } from './scenario.js'

const SHIPPED = packageFile('fixtures/scenarios/')

/** The JSON Schema for editors; not a scenario. */
const SCHEMA_FILE = 'scenario.schema.json'

/** The scenarios from files, by name, in the order in which they are matched. */
export type Catalogue = ReadonlyMap<string, Scenario>

/**
 * Reads the user's folder, then the shipped scenarios. The user's come first; of two with the same name, the user's counts.
 * @throws {ScenarioError} naming file, place and remedy
 */
export function readCatalogue(folder: string | null): Catalogue {
  const own = folder === null ? [] : readFolder(folder, 'folder')
  const catalogue = new Map<string, Scenario>()
  for (const scenario of [...own, ...readFolder(SHIPPED, 'shipped')]) {
    if (!catalogue.has(scenario.name)) catalogue.set(scenario.name, scenario)
  }
  return catalogue
}

function readFolder(folder: string, origin: Scenario['origin']): Scenario[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    throw new ScenarioError(
      `The scenarios folder ${folder} cannot be read. Name an existing folder of JSON files.`,
    )
  }
  const scenarios = names
    .filter((name) => name.endsWith('.json') && name !== SCHEMA_FILE)
    .sort()
    .flatMap((name) => readScenarioFile(join(folder, name), origin))
  const seen = new Map<string, Scenario>()
  for (const scenario of scenarios) {
    const { name, family } = scenario
    const other = seen.get(name)
    if (other !== undefined) {
      throw new ScenarioError(
        `${folder} has the scenario "${name}" twice, in ${other.family ?? name}.json and ${family}.json. Take one of them away.`,
      )
    }
    seen.set(name, scenario)
  }
  return scenarios
}

function readScenarioFile(file: string, origin: Scenario['origin']): Scenario[] {
  try {
    const scenarios = parseScenario(readJson(file, notJson), origin)
    const named = (scenarios[0] as Scenario).family ?? (scenarios[0] as Scenario).name
    if (named !== basename(file, '.json')) {
      throw new ScenarioError(
        `"name" is "${named}"; name the file ${named}.json, or the scenario after the file`,
      )
    }
    return scenarios
  } catch (error) {
    throw new ScenarioError(
      `${file}: ${(error as Error).message.replace(/\.$/, '')}. The sandbox does not start with a scenario it cannot follow.`,
    )
  }
}

function notJson(why: string): ScenarioError {
  return new ScenarioError(`it cannot be read as JSON (${why}); correct it, or take it away`)
}
