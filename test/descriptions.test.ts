import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import t from 'tap'

const CALLS = ['get', 'post', 'put', 'patch', 'delete']
const LISTS = ['parameters', 'responses', 'headers']
/** Each pairs codes with their texts. The schemas that use them say what both are. */
const TABLES_OF_FLIP = ['RejectionReason', 'ErrorCode', 'AttributeErrorCode']

for (const name of ['flip', 'control']) {
  const file = `openapi/${name}.json`
  const { components, ...document } = JSON.parse(readFileSync(file, 'utf8'))
  const { schemas, ...others } = components

  /** Whether it says what it is in a sentence, itself or by what it refers to. */
  const isDescribed = ({ description, $ref }: { description?: string; $ref?: string }): boolean => {
    if (description !== undefined) return description.endsWith('.')
    if ($ref === undefined) return false
    const [, , kind, one] = $ref.split('/') as [string, string, string, string]
    return isDescribed(components[kind][one])
  }

  t.test(`${file} says what each schema is, and each property in it`, async (t) => {
    const silent: string[] = []
    const check = (schema: unknown, place: string): void => {
      if (typeof schema !== 'object') return
      const { properties = {}, items, anyOf = [], additionalProperties } = Object(schema)
      for (const [key, property] of Object.entries<object>(properties)) {
        if (!isDescribed(property)) silent.push(`${place}.${key}`)
        check(property, `${place}.${key}`)
      }
      for (const inside of [items, additionalProperties, ...anyOf]) check(inside, place)
    }
    for (const [key, schema] of Object.entries<object>(schemas)) {
      if (!isDescribed(schema)) silent.push(key)
      if (!TABLES_OF_FLIP.includes(key)) check(schema, key)
    }
    t.strictSame(silent, [])
  })

  t.test(`${file} says what each call, parameter, body, answer and header is`, async (t) => {
    const silent: string[] = []
    const check = (value: unknown, place: string): void => {
      for (const [key, inside] of Object.entries<object>(Object(value))) {
        const here = `${place} ${key}`
        const described = LISTS.includes(key) ? Object.entries<object>(Object(inside)) : []
        if (CALLS.includes(key) || key === 'requestBody') described.push(['', inside])
        for (const [one, that] of described) if (!isDescribed(that)) silent.push(`${here} ${one}`)
        if (typeof inside === 'object' && !key.startsWith('example')) check(inside, here)
      }
    }
    check({ ...document, ...others }, '')
    t.strictSame(silent, [])
  })

  t.test(`the examples in the schemas of ${file} are as these say`, async (t) => {
    const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { optimize: false } })
    addFormats.default(ajv)
    ajv.addSchema({ ...document, components }, name)
    const check = (schema: unknown, pointer: string): void => {
      const { examples = [], ...inside } = Object(schema)
      for (const example of examples)
        if (!ajv.validate({ $ref: `${name}#${pointer}` }, example))
          t.fail(`${pointer}: ${JSON.stringify(example)}: ${ajv.errorsText()}`)
      for (const [key, one] of Object.entries(inside))
        if (typeof one === 'object') check(one, `${pointer}/${encodeURIComponent(key)}`)
    }
    check(schemas, '/components/schemas')
  })
}
