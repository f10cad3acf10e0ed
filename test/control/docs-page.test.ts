import type { OpenAPIV3_1 } from 'openapi-types'
import t from 'tap'
import { docsPage } from '../../src/control/docs/page.js'

const DOCUMENT = {
  openapi: '3.1.1',
  info: { title: 'A <small> one', version: '1' },
  paths: {
    '/none': {
      get: {},
      post: { requestBody: { content: { 'multipart/form-data': { schema: {} } } } },
      put: { requestBody: { content: { 'application/json': { example: { a: 1 } } } } },
    },
    '/some/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      post: {
        parameters: [{ name: 'q', in: 'query', example: 7 }],
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

t.test(
  'the page of a document that says little, and of one that says it by reference',
  async (t) => {
    const html = docsPage([DOCUMENT], 'Basic x')
    t.match(html, /A &lt;small&gt; one/)
    t.match(html, /<code>a<\/code><\/td><td>string of 0 to 3, required/)
    t.match(html, /value="x&quot;y"/)
    t.match(html, /name="image" data-in="field" type="file"/)
    t.match(html, /<td>0 \| 1<\/td>/)
    t.match(html, /<pre>plain<\/pre>/)
    t.match(html, /<p>What is whole<\/p>/)
    t.match(html, /<code>d<\/code><\/td><td><\/td><td>said once</)
    t.match(html, /<code>e<\/code><\/td><td><\/td><td>said in its place</)
    t.match(docsPage([{ ...DOCUMENT, paths: undefined } as never], ''), /<h2 id="d0">/)
  },
)
