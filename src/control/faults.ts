import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { FAULT_KINDS, type Fault } from '../scenarios/fault.js'
import { controlsOf } from '../store/state.js'
import { formatDuration } from '../time/duration.js'
import { invalid } from './control-error.js'
import { bodyAndQuery, Input, optionalCompany, query } from './input.js'
import { LISTING, pageByPlace, whole } from './listing.js'

/** `/_sandbox/faults`: what goes wrong with calls, whichever agent they concern. */
export function faultRoutes(app: FastifyInstance, { store }: Context): void {
  const view = (owner: number) => controlsOf(store.state, owner).faults.map(faultView)

  app.get('/faults', (request) => {
    const input = query(request, ['company_id', ...LISTING])
    return pageByPlace(view(optionalCompany(store.state, input)?.id ?? 0), input)
  })

  app.put('/faults', (request) => {
    const input = bodyAndQuery(request, ['company_id', 'faults'])
    const owner = optionalCompany(store.state, input)?.id ?? 0
    const faults = input.required('faults', input.raw('faults'))
    if (!Array.isArray(faults) || faults.length > 1000)
      throw invalid('"faults" must be a list of at most 1000 faults.')
    store.commit(owner, { type: 'faults-set', faults: faults.map(readFault) })
    return whole(view(owner))
  })

  app.delete('/faults', (request, reply) => {
    const company = optionalCompany(store.state, bodyAndQuery(request, ['company_id']))
    store.commit(company?.id ?? 0, { type: 'faults-set', faults: [] })
    return reply.code(204).send()
  })
}

function readFault(value: unknown, index: number): Fault {
  const input = new Input(
    value,
    ['method', 'path', 'nth', 'probability', 'seed', 'latency', 'status', 'fault', 'after_bytes'],
    `faults[${index}]`,
  )
  const fault: Fault = {
    id: `fault-${index + 1}`,
    method: input.oneOf('method', ['GET', 'POST', 'PUT'] as const) ?? null,
    path: input.text('path') ?? null,
    nth: input.number('nth', 1) ?? null,
    probability: input.chance('probability') ?? 1,
    seed: input.number('seed', 0, 2 ** 32 - 1) ?? 1,
    latency: input.duration('latency') ?? 0,
    status: input.number('status', 400, 599) ?? null,
    fault: input.oneOf('fault', FAULT_KINDS) ?? null,
    after_bytes: input.number('after_bytes') ?? 0,
    calls: 0,
  }
  if (fault.status !== null && fault.fault !== null) {
    throw invalid(`faults[${index}] takes "status" or "fault", not both.`)
  }
  if (fault.status === null && fault.fault === null && fault.latency === 0) {
    throw invalid(`faults[${index}] needs "latency", "status" or "fault".`)
  }
  return fault
}

function faultView(fault: Fault) {
  return { ...fault, latency: formatDuration(fault.latency) }
}
