import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { controlsOf } from '../store/state.js'
import { bodyAndQuery, optionalCompany } from './input.js'

/** `/_sandbox/maintenance`: of one company, or of everybody. */
export function maintenanceRoutes(app: FastifyInstance, { store }: Context): void {
  /** What is in force: the company's own setting, or everybody's. */
  const view = (owner: number) => ({
    maintenance: [owner, 0].some((id) => controlsOf(store.state, id).maintenance),
  })

  app.get('/maintenance', (request) =>
    view(optionalCompany(store.state, bodyAndQuery(request, ['company_id']))?.id ?? 0),
  )

  app.put('/maintenance', (request) => {
    const input = bodyAndQuery(request, ['company_id', 'maintenance'])
    const owner = optionalCompany(store.state, input)?.id ?? 0
    const maintenance = input.required('maintenance', input.flag('maintenance'))
    store.commit(owner, { type: 'maintenance-set', maintenance })
    return view(owner)
  })
}
