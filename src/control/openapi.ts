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

/** A text with the sandbox's address in it. To write it takes a while, so it is kept while it is read at one address. */
class KeptText {
  #address = ''
  #text = Buffer.alloc(0)

  constructor(readonly write: (address: string) => string) {}

  at(address: string): Buffer {
    if (address !== this.#address) this.#text = Buffer.from(this.write(address))
    this.#address = address
    return this.#text
  }
}

/** `GET /_sandbox/openapi.json`, `openapi-control.json` and `docs`: the documents as JSON, and as a page to read and to try. */
export function openApiRoutes(app: FastifyInstance, context: Context): void {
  const page = new KeptText((address) => {
    const both = { control: document('control'), flip: document('flip') }
    return docsPage(both, { address, secretKey: GUIDE_KEY }, context.fidelity)
  })

  for (const [path, name] of [
    ['/openapi.json', 'flip'],
    ['/openapi-control.json', 'control'],
  ] as const) {
    const text = new KeptText((address) =>
      JSON.stringify({ ...document(name), servers: [{ url: address }] }),
    )
    app.get(path, (request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .send(text.at(calledAddress(request.raw, context))),
    )
  }

  app.get('/docs', { config: { open: true, page: true } }, (request, reply) => {
    const address = calledAddress(request.raw, context)
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', docsPolicy())
      .header('x-content-type-options', 'nosniff')
      .send(page.at(address))
  })
}
