import { readFileSync } from 'node:fs'
import type { OpenAPIV3_1 } from 'openapi-types'
import t from 'tap'
import { docsPage } from '../../src/control/docs/page.js'

const DOCUMENT = {
  openapi: '3.1.1',
  info: { title: 'A <small> one', version: '1' },
  tags: [{ name: 'unused' }],
  paths: {
    '/none': {
      get: {},
      post: { requestBody: { content: { 'multipart/form-data': { schema: {} } } } },
      put: { requestBody: { content: { 'application/json': { example: { a: 1 } } } } },
    },
    '/_sandbox/scoped': {
      get: {
        parameters: [
          { name: 'company_id', in: 'query', example: 2, 'x-shown': true },
          { name: 'flag', in: 'query', example: true, 'x-shown': true },
        ],
      },
      put: {
        parameters: [
          { name: 'company_id', in: 'query', schema: { default: 1 }, example: 2, 'x-shown': true },
          { name: 'fault', in: 'query', required: true, example: 'fault-2', 'x-latest': 'faults' },
        ],
        requestBody: { content: { 'application/json': { example: { company_id: 2, b: 2 } } } },
      },
    },
    '/some/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      post: {
        parameters: [
          { name: 'q', in: 'query', example: 7 },
          { name: 'flag', in: 'query', schema: { type: 'boolean' } },
          {
            name: 'agent',
            in: 'query',
            required: true,
            schema: { $ref: '#/components/schemas/AgentId' },
            example: 7,
          },
        ],
        requestBody: { content: { 'application/json': {} } },
        responses: {
          200: {
            description: 'ok',
            content: { 'text/plain': { example: 'plain' }, 'application/json': {} },
          },
          204: { description: 'nothing' },
        },
      },
      put: {
        requestBody: {
          description: 'What is whole',
          content: {
            'multipart/form-data': {
              schema: { $ref: '#/components/schemas/Whole' },
              examples: { one: { $ref: '#/components/examples/One' } },
            },
          },
        },
      },
      patch: {
        requestBody: {
          content: { 'application/json': { examples: {}, schema: { type: ['object', 'null'] } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Part: { required: ['a'], properties: { a: { type: 'string', maxLength: 3 } } },
      Bare: { properties: { c: { enum: [0, 1] } } },
      Empty: {},
      AgentId: { type: 'integer' },
      Choice: {
        anyOf: [
          { type: 'object', properties: { f: { type: ['array', 'null'], items: {} } } },
          { type: 'null' },
        ],
        dependentSchemas: { f: { oneOf: [{ required: ['g'] }, { title: 'bare' }] } },
      },
      Several: {
        properties: { a: {}, b: {}, c: {} },
        if: { required: ['a'], properties: { a: { pattern: '[1-9]', title: 'above 0' } } },
        else: { if: { required: ['b'] }, else: { required: ['c'] } },
      },
      Either: {
        properties: { a: {}, b: {} },
        if: { properties: { a: { const: 'x' } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['b'] },
        else: { title: 'nothing else', properties: { b: false } },
      },
      Alone: {
        properties: { b: {}, c: {} },
        if: { required: ['c'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { b: false } },
      },
      Said: { description: 'said once' },
      Whole: {
        allOf: [{ $ref: '#/components/schemas/Part' }, { $ref: '#/components/schemas/Bare' }],
        properties: {
          image: { type: 'string', format: 'binary' },
          d: { $ref: '#/components/schemas/Said' },
          e: { $ref: '#/components/schemas/Said', description: 'said in its place' },
        },
      },
    },
    examples: { One: { value: { a: 'x"y' } } },
  },
} as unknown as OpenAPIV3_1.Document

const TARGET = { address: 'http://127.0.0.1:4010', secretKey: 'key' }

t.test('a document that says little, and one that says it by reference', async (t) => {
  const html = docsPage({ odd: DOCUMENT }, TARGET)
  t.match(html, 'A &lt;small&gt; one')
  t.match(
    html,
    '<code>a</code> <span class="type">string</span> <span class="note">required</span>',
  )
  t.match(html, 'at most 3 characters')
  t.match(html, 'value="x&quot;y"')
  t.match(html, 'name="image" data-in="field" type="file"')
  t.match(html, 'One of <code>0</code> <code>1</code>')
  t.match(html, '<pre>plain</pre>')
  t.match(html, '<p>What is whole</p>')
  t.match(html, /<code>d<\/code>.*?<dd><p>said once<\/p>/)
  t.match(html, /<code>e<\/code>.*?<dd><p>said in its place<\/p>/)
  t.match(
    html,
    '<select name="flag" data-in="query"><option value="">not sent</option><option>true',
  )
  t.match(
    html,
    '<input name="agent" data-in="query" data-latest="agents" placeholder="such as 7" required>',
  )
  t.match(html, '<span class="authorization">Basic a2V5Og==</span>')
  t.match(
    html,
    '/scoped?flag=true<span class="scope" data-start="&amp;company_id=">&amp;company_id=1</span>',
    'the company comes last, and can be left out',
  )
  t.match(html, '{&quot;company_id&quot;:<span class="company-id">1</span>,<wbr>&quot;b&quot;:2}')
  t.match(
    html,
    'data-company><option value="1">company 1</option><option value="">all companies</option></select>',
  )
  t.match(html, 'data-company><option value="1">company 1</option></select>')
  t.match(html, 'data-latest="faults"')
  t.match(
    html,
    '<li>Needed: <code>a</code> above 0, <code>b</code> or <code>c</code></li>',
    'one of several conditions',
  )
  t.match(
    html,
    '<li>If <code>a</code> is <code>x</code>: <code>b</code> must be given. Otherwise: nothing else</li>',
  )
  t.match(html, '<li>If <code>c</code> is given: no <code>b</code></li>')
  t.match(docsPage({ odd: { info: DOCUMENT.info } as never }, TARGET), '<h2 id="odd">')
})

for (const name of ['flip', 'control']) {
  const document = JSON.parse(readFileSync(`openapi/${name}.json`, 'utf8'))
  const html = docsPage({ [name]: document }, TARGET)
  const words = html.replace(/<(style|script)[^>]*>.*?<\/\1>/gs, '')

  t.test(`${name}.json is shown to its last field`, async (t) => {
    const ids = new Set(all(/ id="([^"]+)"/g, words))
    t.strictSame(
      all(/href="#([^"]+)"/g, words).filter((id) => !ids.has(id)),
      ['main'].filter((id) => !ids.has(id)),
      'every link leads somewhere',
    )
    for (const schema of Object.keys(document.components.schemas)) {
      const [section = ''] = all(
        new RegExp(`<section class="schema" id="${name}\\.${schema}">(.*?)</section>`, 'gs'),
        words,
      )
      for (const field of fieldsOf(document.components.schemas[schema]))
        if (!section.includes(`<code>${field}</code>`)) t.fail(`${schema} without ${field}`)
    }
  })

  t.test(`${name}.json is shown without raw Markdown, and its names are whole`, async (t) => {
    t.strictSame(all(/(.{0,40}`.{0,40})/g, words.replace(/<pre.*?<\/pre>/gs, '')), [])
    t.notMatch(words, 'undefined')
    t.notMatch(words, '[object')
  })
}

function all(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found as string)
}

/** The names of all fields that a schema has itself, at every depth. */
function fieldsOf(schema: object): readonly string[] {
  const { properties = {}, items, anyOf = [] } = Object(schema)
  return [
    ...Object.entries<object>(properties).flatMap(([name, one]) => [name, ...fieldsOf(one)]),
    ...[items ?? [], anyOf].flat().flatMap(fieldsOf),
  ]
}
