import type { Keywords } from '../../lib/definition.js'
import { byName, jsonSchema, type Style } from '../../lib/json-schema.js'
import { SCENARIO_PARTS, ScenarioFile } from './scenario.js'

/** The JSON Schema of a scenario file, for editors: `fixtures/scenarios/scenario.schema.json`. */
export function scenarioSchema(): Keywords {
  const named = byName(SCENARIO_PARTS)
  const style: Style = { named, refer: (name) => `#/$defs/${name}`, meanings: 'oneOf' }
  const parts = [...named].map(([name, part]): [string, Keywords] => [
    name,
    jsonSchema(part, style),
  ])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...jsonSchema(ScenarioFile, style),
    examples: EXAMPLES,
    $defs: Object.fromEntries(parts),
  }
}

const EXAMPLES = [
  {
    $schema: './scenario.schema.json',
    name: 'rejected-RR',
    description: 'REJECTED with reason RR once; after the fitting remedy APPROVED.',
    match: { identity_number: '*99RR' },
    kyc_decisions: [
      { kyc_status: 'REJECTED', rejected_reason_code: 'RR' },
      { kyc_status: 'APPROVED' },
    ],
  },
  {
    $schema: './scenario.schema.json',
    name: 'rejected-twice',
    description: 'REJECTED for its selfie, then for its data, then APPROVED.',
    match: { identity_number: '*7777' },
    kyc_decisions: [
      { kyc_status: 'REJECTED', rejected_reason_code: 23 },
      { kyc_status: 'REJECTED', rejected_reason_code: 10, after: '5m' },
      { kyc_status: 'APPROVED' },
    ],
    callbacks: [{ fault: 'twice' }, { after: '2s' }],
    answers: { submit: [{ status: 503 }, {}] },
  },
]
