import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { calledAddress } from '../context/called-address.js'
import type { Context } from '../context/context.js'
import { packageFile } from '../lib/package-files.js'
import { GUIDE_KEY } from '../options/options.js'
import { docsPage, docsPolicy } from './docs/page.js'

/** The two OpenAPI documents, each read when it is first needed. */
const documents = new Map<string, OpenAPIV3_1.Document>()

function document(name: 'flip' | 'control'): OpenAPIV3_1.Document {
  let found = documents.get(name)
  if (found === undefined) {
    const file = packageFile(`openapi/${name}.json`)
    found = JSON.parse(readFileSync(file, 'utf8')) as OpenAPIV3_1.Document
    documents.set(name, found)
  }
  return found
}

/** The page of both documents. To write it takes a tenth of a second, so it is kept while it is read at one address. */
class KeptPage {
  #address = ''
  #html = ''

  constructor(readonly context: Context) {}

  at(address: string): string {
    if (address === this.#address) return this.#html
    const both = { control: document('control'), flip: document('flip') }
    this.#html = docsPage(both, { address, secretKey: GUIDE_KEY }, this.context.fidelity)
    this.#address = address
    return this.#html
  }
}

/** `GET /_sandbox/openapi.json`, `openapi-control.json` and `docs`: the documents as JSON, and as a page to read and to try. */
export function openApiRoutes(app: FastifyInstance, context: Context): void {
  const page = new KeptPage(context)

  app.get('/openapi.json', (request) => {
    const servers = [{ url: calledAddress(request.raw, context) }]
    return { ...document('flip'), servers }
  })

  app.get('/openapi-control.json', (request) => {
    const servers = [{ url: calledAddress(request.raw, context) }]
    return { ...document('control'), servers }
  })

  app.get('/docs', { config: { open: true, page: true } }, (request, reply) => {
    const address = calledAddress(request.raw, context)
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', docsPolicy())
      .header('x-content-type-options', 'nosniff')
      .send(page.at(address))
  })
}
