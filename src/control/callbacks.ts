import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { callbackBody, FORM_LIMIT } from '../callbacks/payload.js'
import type { Context } from '../context/context.js'
import { type Callback, callbackData, NOT_SENT } from '../kyc/callback.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import type { Static } from '../lib/definition.js'
import { isTooDeep } from '../lib/nesting.js'
import { indexOf, sizeByHand } from '../store/state.js'
import { milliseconds } from '../time/duration.js'
import { ControlError, conflict, invalid, notFound } from './control-error.js'
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
        `The callbacks of company ${company_id} that were made by hand take 32 MiB, and there is no room for more: empty the company with POST /_sandbox/reset, or use another one.`,
      )
    }
    store.commit(company_id, { type: 'callback-scheduled', callback })
    reply.code(201)
    return view(callback.id)
  }

  app.get('/callbacks', (request) => {
    const query = readQuery(request.query)
    const { agent_id: agentId, state, kind, disbursement_id: disbursementId } = query
    const company = optionalCompany(store.state, query)
    const fits = (callback: Callback) =>
      (company === null || callback.company_id === company.id) &&
      (agentId === undefined || callback.agent_id === agentId) &&
      (state === undefined || callback.state === state) &&
      (kind === undefined || (callback.kind ?? 'kyc') === kind) &&
      (disbursementId === undefined || callback.disbursement_id === disbursementId)
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
