import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callbackBody, FORM_LIMIT } from '../callbacks/payload.js'
import type { Context } from '../context/context.js'
import { type Callback, callbackData, NOT_SENT } from '../kyc/callback.js'
import { ALL_COMPANIES, FIRST_COMPANY } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import type { Static } from '../lib/definition.js'
import { isTooDeep } from '../lib/nesting.js'
import { indexOf, sizeByHand } from '../store/state.js'
import { milliseconds } from '../time/duration.js'
import { ControlError, conflict, invalid, notFound } from './control-error.js'
import { CallbackEdits, CallbackQuery, NewCallback } from './definitions/callbacks.js'
import {
  agentAndOwner,
  bodyAndQuery,
  companyWithId,
  ofKnownCompany,
  pathId,
  reader,
} from './input.js'
import { having, newestFirst, page } from './paging.js'
import { callbackSummary, callbackView } from './views.js'

const readQuery = reader(CallbackQuery)
const readNew = reader(NewCallback)
const readEdits = reader(CallbackEdits)

/** Bytes of all callbacks by hand of one company, their answers included. */
const MOST_BY_HAND = 32 * 1024 * 1024

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

  const schedule = (callback: Callback, reply: FastifyReply) => {
    if (callbackBody(callback).length + (callback.url?.length ?? 0) > FORM_LIMIT) {
      throw new ControlError(
        413,
        'too_large',
        'The callback is larger than 64 KiB: send less "data".',
      )
    }
    const { company_id } = callback
    if (indexOf(store.state, company_id).byHand + sizeByHand(callback) > MOST_BY_HAND) {
      throw conflict(
        `The callbacks of company ${company_id} that were made by hand take 32 MiB, and there is no room for more: use another company, or empty this one with POST /_sandbox/reset.`,
      )
    }
    store.commit(company_id, { type: 'callback-scheduled', callback })
    reply.code(201)
    return view(callback.id)
  }

  app.get('/callbacks', (request) => {
    const query = ofKnownCompany(store.state, readQuery(request.query))
    const { kind, cursor, limit, ...wanted } = query
    const found = newestFirst(store.state.callbacks).filter(having<Callback>(wanted))
    const ofKind = (callback: Callback) => kind === undefined || (callback.kind ?? 'kyc') === kind
    return page(found.filter(ofKind), query, callbackSummary)
  })

  app.get('/callbacks/:id', (request) => view(ofPath(request).id))

  app.post('/callbacks', (request, reply) => {
    const sent = readNew(bodyAndQuery(request))
    const { agent, owner } = agentAndOwner(store.state, sent)
    const id = owner === ALL_COMPANIES ? FIRST_COMPANY : owner
    const company = companyWithId(store.state, id)
    const callback: Callback = {
      id: store.nextId('callback'),
      company_id: company.id,
      agent_id: agent?.id ?? null,
      kyc_status: agent?.kyc_status ?? null,
      url: company.callback_url,
      data: agent === null ? '' : callbackData(agent, company),
      token: company.validation_token,
      repeats: null,
      by_hand: true,
      ...NOT_SENT,
      ...edits(sent, store.now(company.id)),
    }
    return schedule(callback, reply)
  })

  app.post('/callbacks/:id/resend', (request, reply) => {
    const { attempts: _, ...original } = ofPath(request)
    const callback: Callback = {
      ...original,
      id: store.nextId('callback'),
      repeats: original.id,
      by_hand: true,
      ...NOT_SENT,
      ...edits(readEdits(request.body), store.now(original.company_id)),
    }
    return schedule(callback, reply)
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

/** What the caller wants to change. */
function edits(
  { url, data, token, fault, after }: Static<typeof CallbackEdits>,
  now: number,
): Pick<Callback, 'due' | 'fault'> & Partial<Callback> {
  if (isTooDeep(data))
    throw invalid('"data" has more than 100 levels of lists and objects: send it as a text.')
  return {
    due: later(now, milliseconds(after) ?? 0),
    fault: fault ?? null,
    ...(url !== undefined && { url }),
    ...(data !== undefined && { data: typeof data === 'string' ? data : JSON.stringify(data) }),
    ...(token !== undefined && { token }),
  }
}
