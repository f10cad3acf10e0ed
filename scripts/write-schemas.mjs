// Writes the schemas that come from the definitions: of a scenario file, for editors. A test holds them together.
import { writeFileSync } from 'node:fs'
import { scenarioSchema } from '../dist/scenarios/written/schema.js'

const write = (path, document) =>
  writeFileSync(new URL(`../${path}`, import.meta.url), `${JSON.stringify(document, null, 2)}\n`)

write('fixtures/scenarios/scenario.schema.json', scenarioSchema())
