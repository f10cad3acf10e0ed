import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { Type } from '../lib/definition.js'
import { exportText } from '../store/export.js'
import { importState } from '../store/import.js'
import { conflict } from './control-error.js'
import { CompanyScope } from './definitions/common.js'
import { optionalCompany, reader } from './input.js'

const readScope = reader(CompanyScope)
const readNothing = reader(Type.Closed({}))

/** `GET /_sandbox/export`, `POST /_sandbox/import`: the whole state as one JSON document, written and read in pieces. */
export async function transferRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { store, images, scenarios } = context
  const target = { store, images, catalogue: scenarios.catalogue }
  app.get('/export', (request, reply) => {
    const company = optionalCompany(store.state, readScope(request.query))
    return reply
      .type('application/json; charset=utf-8')
      .send(Readable.from(exportText(context, company?.id ?? null)))
  })

  await app.register(async (scope) => {
    // The body is not parsed here: `importState` reads it piece by piece.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', (_request, payload, done) => done(null, payload))

    let importing = false
    scope.post('/import', async (request) => {
      readNothing(request.query)
      if (importing) throw conflict('Another import is under way; wait until it is done.')
      importing = true
      const body = (request.body ?? Readable.from([])) as Readable
      try {
        const chunks = body.iterator({ destroyOnReturn: false })
        return await importState(target, chunks, 'The import')
      } finally {
        importing = false
        // So that a client that is still sending gets the answer.
        body.resume()
      }
    })
  })
}
