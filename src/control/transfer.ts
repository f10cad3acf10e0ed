import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { exportState, importState } from '../store/transfer.js'
import { optionalCompany, query } from './input.js'

/** Bytes of an import, images in Base64 included. */
const IMPORT_LIMIT = 512 * 1024 * 1024

/** `GET /_sandbox/export`, `POST /_sandbox/import`: the whole state as one JSON document. */
export function transferRoutes(app: FastifyInstance, context: Context): void {
  app.get('/export', (request) =>
    exportState(
      context,
      optionalCompany(context.store.state, query(request, ['company_id']))?.id ?? null,
    ),
  )

  app.post('/import', { bodyLimit: IMPORT_LIMIT }, (request) => {
    query(request, [])
    return importState(context, request.body, 'The import')
  })
}
