import * as coverage from '../../coverage/definitions.js'
import * as agent from '../../kyc/definitions/agent.js'
import * as data from '../../kyc/definitions/agent-data.js'
import * as callback from '../../kyc/definitions/callback.js'
import * as company from '../../kyc/definitions/company.js'
import * as values from '../../kyc/definitions/values.js'
import type { Definition, Keywords } from '../../lib/definition.js'
import { byName, jsonSchema, type Style } from '../../lib/json-schema.js'
import * as fault from '../../scenarios/fault.js'
import * as scenario from '../../scenarios/scenario.js'
import { SCENARIO_PARTS } from '../../scenarios/written/scenario.js'
import * as state from '../../store/definitions.js'
import * as time from '../../time/definitions.js'
import * as money from '../../transfers/definitions.js'
import * as agents from './agents.js'
import * as callbacks from './callbacks.js'
import * as clock from './clock.js'
import * as companies from './companies.js'
import * as drills from './drills.js'
import { ERRORS } from './errors.js'
import { EVENTS } from './events.js'
import * as faults from './faults.js'
import * as fidelity from './fidelity.js'
import * as health from './health.js'
import * as requests from './requests.js'
import * as scenarios from './scenarios.js'
import * as document from './state.js'
import * as transfers from './transfers.js'
import * as wait from './wait.js'

/** All definitions. Those that have a name get a schema in the document. */
const DEFINITIONS: readonly unknown[] = [
  values,
  time,
  company,
  data,
  agent,
  callback,
  fault,
  scenario,
  { clock: state.StoredControls.properties.clock },
  SCENARIO_PARTS,
  health,
  companies,
  agents,
  scenarios,
  callbacks,
  money,
  transfers,
  wait,
  clock,
  requests,
  coverage,
  faults,
  document,
  fidelity,
  drills,
  EVENTS,
  ERRORS,
].flatMap((module) => Object.values(module))

/** `components.schemas` of `openapi/control.json`. */
export function controlSchemas(): Readonly<Record<string, Keywords>> {
  const named = byName(DEFINITIONS.filter(isDefinition))
  const style: Style = {
    named,
    refer: (name) => `#/components/schemas/${name}`,
    meanings: 'x-enumDescriptions',
  }
  return Object.fromEntries([...named].map(([name, one]) => [name, jsonSchema(one, style)]))
}

function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null
}
