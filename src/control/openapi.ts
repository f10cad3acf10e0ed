import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { OpenAPIV3_1 } from 'openapi-types'
import { calledAddress } from '../context/called-address.js'
import type { Context } from '../context/context.js'
import { basicAuthorization } from '../kyc/company.js'
import { packageFile } from '../lib/package-files.js'
import { GUIDE_KEY } from '../options/options.js'
import { DOCS_POLICY, docsPage } from './docs/page.js'

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

/** `GET /_sandbox/openapi.json`, `openapi-control.json` and `docs`: the documents as JSON, and as a page to read and to try. */
export function openApiRoutes(app: FastifyInstance, context: Context): void {
  app.get('/openapi.json', (request) => {
    const servers = [{ url: calledAddress(request.raw, context) }]
    return { ...document('flip'), servers }
  })

  app.get('/openapi-control.json', (request) => {
    const servers = [{ url: calledAddress(request.raw, context) }]
    return { ...document('control'), servers }
  })

  app.get('/docs', { config: { open: true, page: true } }, (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', DOCS_POLICY)
      .header('x-content-type-options', 'nosniff')
      .send(
        docsPage(
          [document('flip'), document('control')],
          basicAuthorization(GUIDE_KEY),
          context.fidelity,
        ),
      ),
  )
}
