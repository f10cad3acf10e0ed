import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { type Agent, imageFiles } from '../kyc/agent.js'
import { indexOf } from '../store/state.js'
import { ResetRequest } from './definitions/state.js'
import { bodyAndQuery, optionalCompany, reader } from './input.js'

const readReset = reader(ResetRequest)

/** `POST /_sandbox/reset`: empties one company, or all. Nothing that was scheduled before happens after it. */
export function resetRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context

  app.post('/reset', (request, reply) => {
    const company = optionalCompany(store.state, readReset(bodyAndQuery(request)))
    removeAgentImages(context, company?.id ?? null, () => {
      if (company === null) store.commit(0, { type: 'reset' })
      else store.commit(company.id, { type: 'company-reset' })
    })
    return reply.code(204).send()
  })
}

/** Does what removes a company's agents, then deletes their images. @param companyId null: all companies */
export function removeAgentImages(
  { store: { state }, images }: Context,
  companyId: number | null,
  remove: () => void,
): void {
  const agents =
    companyId === null
      ? [...state.agents.values()]
      : [...indexOf(state, companyId).agents].map((id) => state.agents.get(id) as Agent)
  const files = agents.flatMap(imageFiles)
  remove()
  for (const file of files) images.remove(file)
}
