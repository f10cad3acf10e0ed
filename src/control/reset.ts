import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { type Agent, imageFiles } from '../kyc/agent.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import { indexOf } from '../store/state.js'
import { ResetRequest } from './definitions/state.js'
import { bodyAndQuery, ownerOf, reader } from './input.js'

const readReset = reader(ResetRequest)

/** `POST /_sandbox/reset`: empties one company, or all. Nothing that was scheduled before happens after it. */
export function resetRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context

  app.post('/reset', (request, reply) => {
    const owner = ownerOf(store.state, readReset(bodyAndQuery(request)))
    removeAgentImages(context, owner, () =>
      store.commit(owner, { type: owner === ALL_COMPANIES ? 'reset' : 'company-reset' }),
    )
    return reply.code(204).send()
  })
}

/** Does what removes a company's agents, then deletes their images. */
export function removeAgentImages(
  { store: { state }, images }: Context,
  owner: number,
  remove: () => void,
): void {
  const agents =
    owner === ALL_COMPANIES
      ? [...state.agents.values()]
      : [...indexOf(state, owner).agents].map((id) => state.agents.get(id) as Agent)
  const files = agents.flatMap(imageFiles)
  remove()
  for (const file of files) images.remove(file)
}
