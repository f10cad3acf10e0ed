import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import type { Static } from '../lib/definition.js'
import { addAgents } from '../store/add-agents.js'
import { exportAgent, exportText } from '../store/export.js'
import { importState } from '../store/import.js'
import { newSettings } from './companies.js'
import { conflict } from './control-error.js'
import { ExportQuery, ImportQuery } from './definitions/state.js'
import { agentAndOwner, companyWithId, reader } from './input.js'

const readExportQuery = reader(ExportQuery)
const readImportQuery = reader(ImportQuery)

/** `GET /_sandbox/export`, `POST /_sandbox/import`: the whole state as one JSON document, written and read in pieces. */
export async function exportImportRoutes(app: FastifyInstance, context: Context): Promise<void> {
  const { store, images, scenarios } = context
  const target = { store, images, catalogue: scenarios.catalogue }
  app.get('/export', (request, reply) => {
    const { agent, owner } = agentAndOwner(store.state, readExportQuery(request.query))
    const text = agent === null ? exportText(context, owner) : exportAgent(context, agent)
    return reply.type('application/json; charset=utf-8').send(Readable.from(text))
  })

  /** The company that gets added agents. */
  const into = ({ company_id = FIRST_COMPANY, new_company }: Static<typeof ImportQuery>) => {
    if (new_company !== true) return { company: companyWithId(store.state, company_id), made: [] }
    const settings = newSettings(context)
    const id = store.nextId('company')
    const company = { ...settings, id, created_at: store.now(id), armed: [] }
    return { company, made: [{ type: 'company-created', settings } as const] }
  }

  await app.register(async (scope) => {
    // The body is not parsed here: `importState` reads it piece by piece.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', (_request, payload, done) => done(null, payload))

    let importing = false
    scope.post('/import', async (request) => {
      const query = readImportQuery(request.query)
      const place = query.add === true ? into(query) : null
      if (importing) throw conflict('Another import is under way; wait until it is done.')
      importing = true
      const body = (request.body ?? Readable.from([])) as Readable
      try {
        const chunks = body.iterator({ destroyOnReturn: false })
        return place === null
          ? await importState(target, chunks, 'The import')
          : await addAgents({ ...target, scenarios }, chunks, 'The import', place)
      } finally {
        importing = false
        // So that a client that is still sending gets the answer.
        body.resume()
      }
    })
  })
}
