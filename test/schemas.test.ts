import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'
import { controlSchemas } from '../src/control/definitions/schemas.js'
import { drillSchema } from '../src/drills/schema.js'
import { readCatalogue } from '../src/scenarios/catalogue.js'
import { parseScenario } from '../src/scenarios/parse-scenario.js'
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

t.test('the schema that editors read is the definition of a drill', async (t) => {
  t.strictSame(committed('fixtures/drills/drill.schema.json'), plain(drillSchema()))
})

t.test('the schemas of openapi/control.json are the definitions of the control API', async (t) => {
  const { schemas } = committed('openapi/control.json').components
  t.strictSame(Object.keys(schemas).sort(), Object.keys(controlSchemas()).sort())
  for (const [name, schema] of Object.entries(controlSchemas()))
    t.strictSame(schemas[name], plain(schema), `${name}: npm run docs writes it`)
})

t.test(
  'the scenarios that ship, which a start does not check, are as they are defined',
  async (t) => {
    for (const { family, name } of readCatalogue(null).values()) {
      const document = committed(`fixtures/scenarios/${family ?? name}.json`)
      t.doesNotThrow(() => parseScenario(document, 'folder'), name)
    }
  },
)

for (const name of ['flip', 'control']) {
  const file = `openapi/${name}.json`
  t.test(`${file} has types that generated clients understand`, async (t) => {
    const unclear: string[] = []
    JSON.stringify(committed(file), (_key, value) => {
      const keys = Object.keys(value ?? {})
      if (keys.includes('properties') && keys.some((key) => /^(allOf|anyOf|oneOf)$/.test(key)))
        unclear.push(JSON.stringify(value).slice(0, 200))
      return value
    })
    t.strictSame(unclear, [], 'an object or alternatives, never both: conditions stand in `if`')
  })

  t.test(`the examples of ${file} are as its schemas say`, async (t) => {
    const document = committed(file)
    const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { optimize: false } })
    addFormats.default(ajv)
    ajv.addSchema(document, name)
    const check = (value: unknown, pointer: string): void => {
      const { schema, example, examples = {} } = Object(value)
      for (const one of example === undefined ? Object.values(examples) : [{ value: example }]) {
        const { $ref } = one as { $ref?: string }
        const shown =
          $ref === undefined ? one : document.components.examples[$ref.split('/')[3] as string]
        if (
          schema !== undefined &&
          !ajv.validate({ $ref: `${name}#${pointer}/schema` }, shown.value)
        )
          t.fail(`${pointer}: ${$ref ?? 'example'}: ${ajv.errorsText()}`)
      }
      for (const [key, inside] of Object.entries(Object(value)))
        if (typeof inside === 'object')
          check(
            inside,
            `${pointer}/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`,
          )
    }
    check(document.paths, '/paths')
    for (const kind of ['parameters', 'pathItems', 'responses'])
      check(document.components[kind], `/components/${kind}`)
  })

  t.test(`${file} has no operationId twice, references resolved`, async (t) => {
    const document = committed(file)
    const ids: string[] = []
    const resolved = (value: unknown): void => {
      for (const [key, inside] of Object.entries(Object(value))) {
        if (key === 'operationId') ids.push(String(inside))
        if (key === '$ref' && /\/(pathItems|callbacks)\//.test(String(inside))) {
          const names = String(inside).split('/').slice(1)
          resolved(names.reduce((found, name) => found[name], document))
        } else if (typeof inside === 'object') resolved(inside)
      }
    }
    resolved([document.paths, document.webhooks])
    t.ok(ids.length > 10)
    t.strictSame(ids, [...new Set(ids)])
  })
}

t.test('nothing in openapi/control.json refers to what is not there', async (t) => {
  const text = readFileSync('openapi/control.json', 'utf8')
  const { components } = JSON.parse(text)
  for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g))
    t.ok(components[kind as string][name as string], `${kind}/${name}`)
})
