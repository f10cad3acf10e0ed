import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { Static } from '../lib/definition.js'
import type { Fault } from '../scenarios/fault.js'
import { controlsOf } from '../store/state.js'
import { formatDuration, milliseconds } from '../time/duration.js'
import { CompanyScope, ScopedPaging } from './definitions/common.js'
import { FaultsRequest, type NewFault } from './definitions/faults.js'
import { bodyAndQuery, optionalCompany, reader } from './input.js'
import { pageByPlace, whole } from './paging.js'

const readPaging = reader(ScopedPaging)
const readScope = reader(CompanyScope)
const readFaults = reader(FaultsRequest)

/** `/_sandbox/faults`: what goes wrong with calls, whatever their agent. */
export function faultRoutes(app: FastifyInstance, { store }: Context): void {
  const view = (owner: number) => controlsOf(store.state, owner).faults.map(faultView)

  app.get('/faults', (request) => {
    const query = readPaging(request.query)
    return pageByPlace(view(optionalCompany(store.state, query)?.id ?? 0), query)
  })

  app.put('/faults', (request) => {
    const { faults, ...scope } = readFaults(bodyAndQuery(request))
    const owner = optionalCompany(store.state, scope)?.id ?? 0
    store.commit(owner, { type: 'faults-set', faults: faults.map(newFault) })
    return whole(view(owner))
  })

  app.delete('/faults', (request, reply) => {
    const company = optionalCompany(store.state, readScope(bodyAndQuery(request)))
    store.commit(company?.id ?? 0, { type: 'faults-set', faults: [] })
    return reply.code(204).send()
  })
}

function newFault(sent: Static<typeof NewFault>, index: number): Fault {
  return {
    id: `fault-${index + 1}`,
    method: sent.method ?? null,
    path: sent.path ?? null,
    nth: sent.nth ?? null,
    probability: sent.probability ?? 1,
    seed: sent.seed ?? 1,
    latency: milliseconds(sent.latency) ?? 0,
    status: sent.status ?? null,
    fault: sent.fault ?? null,
    after_bytes: sent.after_bytes ?? 0,
    calls: 0,
  }
}

function faultView(fault: Fault) {
  return { ...fault, latency: formatDuration(fault.latency) }
}
