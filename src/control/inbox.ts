import type { FastifyInstance } from 'fastify'
import { FORM_LIMIT } from '../callbacks/payload.js'
import type { Context } from '../context/context.js'
import { inboxOf } from '../store/state.js'
import { CompanyScope, ScopedPaging } from './definitions/common.js'
import { bodyAndQuery, companyWithId, ownerOf, pathId, reader } from './input.js'
import { page } from './paging.js'
import { inboxView } from './views.js'

const readPaging = reader(ScopedPaging)
const readScope = reader(CompanyScope)

/** `/_sandbox/inbox`: the built-in receiver, for companies without a callback URL. */
export async function inboxRoutes(app: FastifyInstance, { store }: Context): Promise<void> {
  app.get('/inbox', (request) => {
    const query = readPaging(request.query)
    const messages = inboxOf(store.state, ownerOf(store.state, query)).toReversed()
    return page(messages, query, inboxView, ({ body }) => body.length)
  })

  app.delete('/inbox', (request, reply) => {
    const owner = ownerOf(store.state, readScope(bodyAndQuery(request)))
    store.commit(owner, { type: 'inbox-emptied' })
    return reply.code(204).send()
  })

  await app.register(async (receiver) => {
    receiver.removeAllContentTypeParsers()
    await receiver.register(import('@fastify/formbody'), {
      bodyLimit: FORM_LIMIT,
      parser: (text: string) => ({ text }),
    })

    // It does what the user's own receiver will do: takes the form and answers 200.
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
