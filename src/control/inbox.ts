import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { inboxOf } from '../store/state.js'
import { bodyAndQuery, companyWithId, optionalCompany, pathId, query } from './input.js'
import { LISTING, page } from './listing.js'
import { inboxView } from './views.js'

/** `/_sandbox/inbox`: the built-in receiver, for companies without a callback URL. */
export async function inboxRoutes(app: FastifyInstance, { store }: Context): Promise<void> {
  app.get('/inbox', (request) => {
    const input = query(request, ['company_id', ...LISTING])
    const company = optionalCompany(store.state, input)
    return page(inboxOf(store.state, company?.id ?? null).toReversed(), input, inboxView)
  })

  app.delete('/inbox', (request, reply) => {
    const company = optionalCompany(store.state, bodyAndQuery(request, ['company_id']))
    store.commit(company?.id ?? 0, { type: 'inbox-emptied' })
    return reply.code(204).send()
  })

  await app.register(async (receiver) => {
    receiver.removeAllContentTypeParsers()
    await receiver.register(formbody, { parser: (text: string) => ({ text }) })

    // A receiver like the user's own will be: it takes the form and answers 200.
    receiver.post('/inbox/:id', { config: { open: true } }, (request) => {
      const { id, validation_token } = companyWithId(store.state, pathId(request, 'company'))
      const { text } = (request.body ?? { text: '' }) as { text: string }
      const token_valid = new URLSearchParams(text).get('token') === validation_token
      const message = {
        id: store.nextId('inbox'),
        company_id: id,
        received_at: store.now(id),
        token_valid,
        body: text,
      }
      store.commit(id, { type: 'inbox-received', message })
      return {}
    })
  })
}
