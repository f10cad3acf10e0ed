import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { controlsOf } from '../store/state.js'
import { CompanyScope } from './definitions/common.js'
import { MaintenanceRequest } from './definitions/state.js'
import { bodyAndQuery, optionalCompany, reader } from './input.js'

const readScope = reader(CompanyScope)
const readMaintenance = reader(MaintenanceRequest)

/** `/_sandbox/maintenance`: for one company, or for all. */
export function maintenanceRoutes(app: FastifyInstance, { store }: Context): void {
  /** Whether maintenance is on for a company, by its own setting or by the one for all. */
  const view = (owner: number) => ({
    maintenance: [owner, 0].some((id) => controlsOf(store.state, id).maintenance),
  })

  app.get('/maintenance', (request) =>
    view(optionalCompany(store.state, readScope(bodyAndQuery(request)))?.id ?? 0),
  )

  app.put('/maintenance', (request) => {
    const { maintenance, ...scope } = readMaintenance(bodyAndQuery(request))
    const owner = optionalCompany(store.state, scope)?.id ?? 0
    store.commit(owner, { type: 'maintenance-set', maintenance })
    return view(owner)
  })
}
