import { ReasonCode } from '../kyc/definitions/values.js'
import type { Keywords } from '../lib/definition.js'
import { byName, jsonSchema, type Style } from '../lib/json-schema.js'
import { Duration } from '../time/definitions.js'
import { CancelReason } from '../transfers/definitions.js'
import { DRILLS } from './definitions.js'

/** The JSON Schema of a drill's file, for editors: `fixtures/drills/drill.schema.json`. */
export function drillSchema(): Keywords {
  const named = byName([ReasonCode, Duration, CancelReason])
  const style: Style = { named, refer: (name) => `#/$defs/${name}`, meanings: 'oneOf' }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A drill',
    description: 'What a callback receiver must stand.',
    if: { properties: { kind: { const: 'disbursement' } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: jsonSchema(DRILLS.disbursement, style),
    else: jsonSchema(DRILLS.kyc, style),
    $defs: Object.fromEntries([...named].map(([name, one]) => [name, jsonSchema(one, style)])),
  }
}
