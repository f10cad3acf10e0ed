import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../context/context.js'
import { type Callback, callbackData } from '../kyc/callback.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import type { Static } from '../lib/definition.js'
import { milliseconds } from '../time/duration.js'
import { conflict, notFound } from './control-error.js'
import { CallbackEdits, CallbackQuery, NewCallback } from './definitions/callbacks.js'
import {
  agentAndCompany,
  bodyAndQuery,
  companyWithId,
  optionalCompany,
  pathId,
  reader,
} from './input.js'
import { newestFirst, page } from './paging.js'
import { callbackSummary, callbackView } from './views.js'

const readQuery = reader(CallbackQuery)
const readNew = reader(NewCallback)
const readEdits = reader(CallbackEdits)

/** `/_sandbox/callbacks`: what was sent and what came back; send one again; send one by hand. */
export function callbackRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context

  const ofPath = (request: FastifyRequest): Callback => {
    const id = pathId(request, 'callback')
    const callback = store.state.callbacks.get(id)
    if (callback === undefined)
      throw notFound(`callback ${id}`, 'GET /_sandbox/callbacks lists them.')
    return callback
  }
  const view = (id: number) => {
    const callback = store.state.callbacks.get(id) as Callback
    return callbackView(callback, callback.url ?? context.address.inboxOf(callback.company_id))
  }

  app.get('/callbacks', (request) => {
    const query = readQuery(request.query)
    const { agent_id: agentId, state } = query
    const company = optionalCompany(store.state, query)
    const fits = (callback: Callback) =>
      (company === null || callback.company_id === company.id) &&
      (agentId === undefined || callback.agent_id === agentId) &&
      (state === undefined || callback.state === state)
    return page(newestFirst(store.state.callbacks).filter(fits), query, callbackSummary)
  })

  app.get('/callbacks/:id', (request) => view(ofPath(request).id))

  app.post('/callbacks', (request, reply) => {
    const sent = readNew(bodyAndQuery(request))
    const { agent, company: named } = agentAndCompany(store.state, sent)
    const company = named ?? companyWithId(store.state, FIRST_COMPANY)
    const callback: Callback = {
      id: store.nextId('callback'),
      company_id: company.id,
      agent_id: agent?.id ?? null,
      kyc_status: agent?.kyc_status ?? null,
      url: company.callback_url,
      data: agent === null ? '' : callbackData(agent, company),
      token: company.validation_token,
      repeats: null,
      ...NOT_SENT,
      ...edits(sent, store.now(company.id)),
    }
    store.commit(company.id, { type: 'callback-scheduled', callback })
    reply.code(201)
    return view(callback.id)
  })

  app.post('/callbacks/:id/resend', (request, reply) => {
    const original = ofPath(request)
    const callback: Callback = {
      ...original,
      id: store.nextId('callback'),
      repeats: original.id,
      ...NOT_SENT,
      ...edits(readEdits(request.body), store.now(original.company_id)),
    }
    store.commit(original.company_id, { type: 'callback-scheduled', callback })
    reply.code(201)
    return view(callback.id)
  })

  app.delete('/callbacks/:id', (request) => {
    const callback = ofPath(request)
    if (callback.state !== 'scheduled') {
      throw conflict(
        `Callback ${callback.id} is ${callback.state}; only a scheduled one can be cancelled.`,
      )
    }
    store.commit(callback.company_id, { type: 'callback-cancelled', callback_id: callback.id })
    return view(callback.id)
  })
}

const NOT_SENT = {
  fault: null,
  state: 'scheduled',
  sent_at: null,
  duration: null,
  answer: null,
  error: null,
} as const

/** What the caller wants to change. */
function edits(
  { url, data, token, fault, after }: Static<typeof CallbackEdits>,
  now: number,
): Pick<Callback, 'due'> & Partial<Callback> {
  return {
    due: now + (milliseconds(after) ?? 0),
    fault: fault ?? null,
    ...(url !== undefined && { url }),
    ...(data !== undefined && { data: typeof data === 'string' ? data : JSON.stringify(data) }),
    ...(token !== undefined && { token }),
  }
}
