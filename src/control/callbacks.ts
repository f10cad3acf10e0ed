import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../context/context.js'
import { CALLBACK_STATES, type Callback, callbackData, FAULTS_BY_HAND } from '../kyc/callback.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { isHttpUrl } from '../lib/http-url.js'
import { conflict, invalid, notFound } from './control-error.js'
import {
  agentAndCompany,
  body,
  bodyAndQuery,
  companyWithId,
  type Input,
  optionalCompany,
  pathId,
  query,
} from './input.js'
import { LISTING, newestFirst, page } from './listing.js'
import { callbackSummary, callbackView } from './views.js'

const EDITS = ['url', 'data', 'token', 'fault', 'after'] as const

/** `/_sandbox/callbacks`: what was sent, what came back; once more; one by hand. */
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
    return callbackView(callback, callback.url ?? context.inboxUrl(callback.company_id))
  }

  app.get('/callbacks', (request) => {
    const input = query(request, ['company_id', 'agent_id', 'state', ...LISTING])
    const company = optionalCompany(store.state, input)
    const agentId = input.number('agent_id')
    const state = input.oneOf('state', CALLBACK_STATES)
    const fits = (callback: Callback) =>
      (company === null || callback.company_id === company.id) &&
      (agentId === undefined || callback.agent_id === agentId) &&
      (state === undefined || callback.state === state)
    return page(newestFirst(store.state.callbacks).filter(fits), input, callbackSummary)
  })

  app.get('/callbacks/:id', (request) => view(ofPath(request).id))

  app.post('/callbacks', (request, reply) => {
    const input = bodyAndQuery(request, ['company_id', 'agent_id', ...EDITS])
    const { agent, company: named } = agentAndCompany(store.state, input)
    const company = named ?? companyWithId(store.state, FIRST_COMPANY)
    if (agent === null && !input.has('data')) {
      throw invalid(
        'Send "agent_id", for a callback with the agent as it is now, or "data" of your own.',
      )
    }
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
      ...edits(input, store.now(company.id)),
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
      ...edits(body(request, EDITS), store.now(original.company_id)),
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

/** What the caller wants otherwise than the original. */
function edits(input: Input, now: number): Pick<Callback, 'due'> & Partial<Callback> {
  const url = input.text('url')
  if (url !== undefined && !isHttpUrl(url)) {
    throw invalid('"url" must be an http or https URL without user name and password.')
  }
  const data = input.raw('data')
  const token = input.text('token')
  const fault = input.oneOf('fault', FAULTS_BY_HAND) ?? null
  return {
    due: now + (input.duration('after') ?? 0),
    fault,
    ...(url !== undefined && { url }),
    ...(data !== undefined && { data: typeof data === 'string' ? data : JSON.stringify(data) }),
    ...(token !== undefined && { token }),
  }
}
