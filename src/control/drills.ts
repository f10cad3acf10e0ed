import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { Drill } from '../drills/definitions.js'
import { probeUrl, registerUrl } from '../drills/look-by-url.js'
import { readDrills } from '../drills/read-drills.js'
import { runDrills } from '../drills/run-drills.js'
import { runWith } from '../drills/settings.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { whenLeft } from '../lib/exchange-end.js'
import { DrillRequest } from './definitions/drills.js'
import { companyWithId, reader } from './input.js'
import { whole } from './paging.js'

const readRequest = reader(DrillRequest)

/** `/_sandbox/drills`: examines a callback receiver. */
export function drillRoutes(app: FastifyInstance, { store }: Context): void {
  app.get('/drills', () => whole(readDrills().map(item)))

  app.post('/drills', async (request, reply) => {
    const { url, probe_url, register_url, company_id, ...settings } = readRequest(request.body)
    const { validation_token } = companyWithId(store.state, company_id ?? FIRST_COMPANY)
    const run = runWith(settings)
    const left = new AbortController()
    whenLeft(reply.raw, () => left.abort())
    return runDrills({
      ...run,
      url,
      token: validation_token,
      probe: probe_url === undefined ? null : probeUrl(probe_url),
      register: register_url === undefined ? null : registerUrl(register_url),
      signal: left.signal,
    })
  })
}

function item({ name, area = 'own', about, remedy, steps }: Drill) {
  const needs_probe = steps.some(({ effect, shows }) => effect !== undefined || shows !== undefined)
  return { name, area, about, remedy, needs_probe }
}
