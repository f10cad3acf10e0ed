import { isLoopbackHost } from '../lib/loopback.js'
import { OptionError, type SandboxOptions } from '../options/options.js'
import type { FidelityReport } from '../rules/fidelity-report.js'
import type { SeededAgent } from '../samples/seed-file.js'
import { type Catalogue, readCatalogue } from '../scenarios/catalogue.js'
import { noSuchScenario } from '../scenarios/no-such-scenario.js'
import { whyNoAgent } from '../scenarios/scenario.js'
import { readFidelity } from './fidelity.js'
import { agentsToBegin } from './seed.js'

/** What is in the files that the options name. */
export interface FilesRead {
  readonly catalogue: Catalogue
  readonly fidelity: FidelityReport | null
  readonly seed: readonly SeededAgent[]
}

/**
 * Checks what no single option can know, and reads the files that the options name. Opens nothing that is to be closed.
 * @throws {OptionError | ScenarioError} one sentence with what is wrong and what to do
 */
export function checkOptions(options: SandboxOptions): FilesRead {
  requireToken(options)
  const catalogue = readCatalogue(options.scenarios)
  requireScenario(options.scenario, catalogue)
  const fidelity = options.fidelity === null ? null : readFidelity(options.fidelity)
  return { catalogue, fidelity, seed: agentsToBegin(options) }
}

/** A control API that other machines can reach must have a token, unless the user says that it needs none. */
function requireToken({ host, control_token }: SandboxOptions): void {
  if (isLoopbackHost(host) || control_token !== null) return
  throw new OptionError(
    (nameOf) =>
      `${nameOf('host')} ${host} lets others reach the control API: give it a ${nameOf('control_token')}, or "none" where the network is the boundary.`,
  )
}

/** The scenario of agents that match no other one must be there, and must be for agents. */
function requireScenario(name: string, catalogue: Catalogue): void {
  const scenario = catalogue.get(name)
  if (scenario === undefined)
    throw new OptionError(noSuchScenario(name, catalogue.values(), 'docs/scenarios.md lists them'))
  const why = whyNoAgent(scenario)
  if (why !== null) throw new OptionError(why)
}
