import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { maintenanceOf } from '../store/maintenance.js'
import { CompanyScope } from './definitions/common.js'
import { MaintenanceRequest } from './definitions/state.js'
import { bodyAndQuery, ownerOf, reader } from './input.js'

const readScope = reader(CompanyScope)
const readMaintenance = reader(MaintenanceRequest)

/** `/_sandbox/maintenance`: for one company, or for all. */
export function maintenanceRoutes(app: FastifyInstance, { store }: Context): void {
  const view = (owner: number) => {
    const status = maintenanceOf(store.state, owner)
    return { maintenance: status !== null, status }
  }

  app.get('/maintenance', (request) => view(ownerOf(store.state, readScope(bodyAndQuery(request)))))

  app.put('/maintenance', (request) => {
    const { maintenance, status = 503, ...scope } = readMaintenance(bodyAndQuery(request))
    const owner = ownerOf(store.state, scope)
    store.commit(owner, { type: 'maintenance-set', maintenance, status })
    return view(owner)
  })
}
