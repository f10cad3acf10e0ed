import { readFileSync } from 'node:fs'
import t from 'tap'
import { scenarioSchema } from '../src/scenarios/written/schema.js'

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
const committed = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

t.test('the schema that editors read is the definition of a scenario', async (t) => {
  t.strictSame(
    committed('fixtures/scenarios/scenario.schema.json'),
    plain(scenarioSchema()),
    'npm run docs writes it',
  )
})
