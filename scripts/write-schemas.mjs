// Writes the schemas that come from the definitions: of the files of scenarios and drills, for editors, and those of the
// control API's document, whose paths and examples are written by hand. A test holds them together.
import { readFileSync, writeFileSync } from 'node:fs'
import { controlSchemas } from '../dist/control/definitions/schemas.js'
import { drillSchema } from '../dist/drills/schema.js'
import { scenarioSchema } from '../dist/scenarios/written/schema.js'

const urlOf = (path) => new URL(`../${path}`, import.meta.url)
const write = (path, document) =>
  writeFileSync(urlOf(path), `${JSON.stringify(document, null, 2)}\n`)

write('fixtures/scenarios/scenario.schema.json', scenarioSchema())
write('fixtures/drills/drill.schema.json', drillSchema())

const control = JSON.parse(readFileSync(urlOf('openapi/control.json'), 'utf8'))
control.components.schemas = controlSchemas()
write('openapi/control.json', control)
