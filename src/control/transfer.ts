import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { Type } from '../lib/definition.js'
import { exportState, importState } from '../store/transfer.js'
import { CompanyScope } from './definitions/common.js'
import { optionalCompany, reader } from './input.js'

/** Bytes of an import, images in Base64 included. */
const IMPORT_LIMIT = 512 * 1024 * 1024

const readScope = reader(CompanyScope)
const readNothing = reader(Type.Closed({}))

/** `GET /_sandbox/export`, `POST /_sandbox/import`: the whole state as one JSON document. */
export function transferRoutes(app: FastifyInstance, context: Context): void {
  app.get('/export', (request) =>
    exportState(
      context,
      optionalCompany(context.store.state, readScope(request.query))?.id ?? null,
    ),
  )

  app.post('/import', { bodyLimit: IMPORT_LIMIT }, (request) => {
    readNothing(request.query)
    return importState(context, request.body, 'The import')
  })
}
