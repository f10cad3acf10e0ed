import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { packageFile } from '../lib/package-files.js'
import { parseScenario, ScenarioError } from './parse-scenario.js'
import type { Scenario } from './scenario.js'

const SHIPPED = packageFile('fixtures/scenarios/')

/** Editors read it; the catalogue does not. */
const SCHEMA_FILE = 'scenario.schema.json'

/** The scenarios there are, by name, in the order in which they are matched. */
export type Catalogue = ReadonlyMap<string, Scenario>

/**
 * Reads the user's folder, then the scenarios that ship; the user's come first and win.
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
    const scenarios = parseScenario(readJson(file), origin)
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

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ScenarioError(
      `this is no JSON file that can be read (${(error as Error).message}); mend it, or take it away`,
    )
  }
}
