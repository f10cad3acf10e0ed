import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import type { Static } from '../lib/definition.js'
import type { Fault } from '../scenarios/fault.js'
import { missesAll } from '../scenarios/fault-path.js'
import { strikesLeft } from '../scenarios/strike.js'
import { controlsOf } from '../store/state.js'
import { formatDuration, milliseconds } from '../time/duration.js'
import { conflict, invalid, notFound } from './control-error.js'
import { CompanyScope, ScopedPaging } from './definitions/common.js'
import { FaultRequest, FaultsRequest, MOST_FAULTS, type NewFault } from './definitions/faults.js'
import { bodyAndQuery, ownerOf, reader } from './input.js'
import { pageByPlace, whole } from './paging.js'

const readPaging = reader(ScopedPaging)
const readScope = reader(CompanyScope)
const readFaults = reader(FaultsRequest)
const readFault = reader(FaultRequest)

/** `/_sandbox/faults`: what goes wrong with calls, whatever their agent. */
export function faultRoutes(app: FastifyInstance, { store, routes }: Context): void {
  const view = (owner: number) => controlsOf(store.state, owner).faults.map(faultView)
  const refuseLost = (fault: Static<typeof NewFault>, place: string) => {
    const why = missesAll(fault, routes)
    if (why !== null) throw invalid(`"${place}" ${why}`)
  }

  app.get('/faults', (request) => {
    const query = readPaging(request.query)
    return pageByPlace(view(ownerOf(store.state, query)), query)
  })

  app.put('/faults', (request) => {
    if (Array.isArray(request.body))
      throw invalid('The body must be a JSON object: send {"faults":[…]}.')
    const { faults, ...scope } = readFaults(bodyAndQuery(request))
    const owner = ownerOf(store.state, scope)
    faults.forEach((fault, index) => {
      refuseLost(fault, `faults[${index}].path`)
    })
    store.commit(owner, {
      type: 'faults-set',
      faults: faults.map((fault, index) => newFault(fault, index + 1)),
    })
    return whole(view(owner))
  })

  app.post('/faults', (request, reply) => {
    const { company_id, ...fault } = readFault(bodyAndQuery(request))
    const scope = company_id === undefined ? {} : { company_id }
    const owner = ownerOf(store.state, scope)
    refuseLost(fault, 'path')
    const { faults } = controlsOf(store.state, owner)
    if (faults.length >= MOST_FAULTS)
      throw conflict(
        'There are 1000 faults, and more are not kept: remove them first, with DELETE /_sandbox/faults.',
      )
    const number = 1 + Math.max(0, ...faults.map(({ id }) => Number(id.replace('fault-', ''))))
    store.commit(owner, { type: 'fault-added', fault: newFault(fault, number) })
    reply.code(201)
    return whole(view(owner))
  })

  app.delete('/faults', (request, reply) => {
    const owner = ownerOf(store.state, readScope(bodyAndQuery(request)))
    store.commit(owner, { type: 'faults-set', faults: [] })
    return reply.code(204).send()
  })

  app.delete('/faults/:id', (request, reply) => {
    const owner = ownerOf(store.state, readScope(bodyAndQuery(request)))
    const { id } = request.params as { id: string }
    if (!controlsOf(store.state, owner).faults.some((fault) => fault.id === id)) {
      const of = owner === ALL_COMPANIES ? 'for all companies' : `of company ${owner}`
      throw notFound(`fault "${id}" ${of}`, 'GET /_sandbox/faults lists them.')
    }
    store.commit(owner, { type: 'fault-removed', fault_id: id })
    return reply.code(204).send()
  })
}

function newFault(sent: Static<typeof NewFault>, number: number): Fault {
  return {
    id: `fault-${number}`,
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
    struck: 0,
  }
}

function faultView({ struck = 0, ...fault }: Fault) {
  return { ...fault, struck, left: strikesLeft(fault), latency: formatDuration(fault.latency) }
}
