import type { FastifyInstance } from 'fastify'
import type { House } from '../house.js'
import { exportState, importState } from '../transfer.js'
import { optionalCompany, query } from './input.js'

/** Bytes of an import, images in Base64 included. */
const IMPORT_LIMIT = 512 * 1024 * 1024

/** `GET /_sandbox/export`, `POST /_sandbox/import`: the whole state as one JSON document. */
export function transferRoutes(app: FastifyInstance, house: House): void {
  app.get('/export', (request) =>
    exportState(
      house,
      optionalCompany(house.store.state, query(request, ['company_id']))?.id ?? null,
    ),
  )

  app.post('/import', { bodyLimit: IMPORT_LIMIT }, (request) => {
    query(request, [])
    return importState(house, request.body, 'The import')
  })
}
