import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { type Drill, needsProbe } from '../drills/definitions.js'
import { probeAtUrl } from '../drills/drill-here.js'
import { probeUrl, registerUrl } from '../drills/probe-by-url.js'
import { kindOf, readDrills } from '../drills/read-drills.js'
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
      probe:
        probe_url === undefined ? null : probeAtUrl('"probe_url"', run.kind, probe_url, probeUrl),
      register:
        register_url === undefined
          ? null
          : probeAtUrl('"register_url"', run.kind, register_url, registerUrl),
      signal: left.signal,
    })
  })
}

function item(drill: Drill) {
  const { name, area = 'own', about, remedy } = drill
  return {
    name,
    kind: kindOf(drill),
    area,
    about,
    remedy,
    needs_probe: drill.steps.some(needsProbe),
  }
}
