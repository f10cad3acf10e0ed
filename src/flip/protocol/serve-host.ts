import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Context } from '../../context/context.js'
import { type Company, FIRST_COMPANY } from '../../kyc/company.js'
import { defectReport } from '../../lib/defect.js'
import { StorageError } from '../../store/errors.js'
import { maintenanceOf } from '../../store/maintenance.js'
import { getMaintenance } from '../general/get-maintenance.js'
import { answerCall } from './answer-call.js'
import { strikeFaults } from './api-faults.js'
import { authenticate } from './authentication.js'
import type { Endpoint } from './endpoint.js'
import {
  type Answer,
  FlipError,
  hostError,
  kycError,
  maintenanceError,
  unreadableBody,
} from './errors.js'
import { acceptForms, readForm, refuseUnreadable, tooLargeHint } from './form-bodies.js'
import type { Host } from './hosts.js'
import { unknownPath } from './not-found.js'
import { checkRequestId } from './request-id.js'
import { answer } from './send.js'

/** Serves one host's endpoints under a prefix: admits each call, reads its form, and sends its answer. */
export async function serveHost(
  app: FastifyInstance,
  host: Host,
  prefix: string,
  endpoints: readonly Endpoint[],
  context: Context,
): Promise<void> {
  await acceptForms(app, host)
  app.addHook('onRequest', async (request, reply) => {
    // For the router, an empty text is an id as well.
    if ((request.params as { id?: string }).id === '') throw new FlipError(unknownPath(host))
    const company = admit(request, host, prefix, context)
    const struck = strikeFaults({ request, reply }, company, host, prefix, context)
    if (struck !== undefined) await struck
    if (!reply.sent) refuseUnreadable(request, host)
  })
  app.setErrorHandler(async (error, request, reply) => {
    await answer({ request, reply }, answerTo(error, host, request, context))
    // Says that this is the answer, which may still wait for the end of the body.
    return reply
  })

  for (const endpoint of endpoints) {
    const name = `${endpoint.method} ${endpoint.path}`
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      handler: async (request, reply) => {
        const exchange = { request, reply }
        request.record.exercised.endpoint = name
        const form = await readForm(request)
        const served = await answerCall(form, endpoint, host, exchange, context)
        if (served !== null) await answer(exchange, served)
        return reply
      },
    })
  }
}

/** Checks key, maintenance and Request-ID, in this order (errors.kyc-host.order, errors.agents-host.order). */
function admit(request: FastifyRequest, host: Host, prefix: string, { store }: Context): Company {
  const needsNoKey = () => request.routeOptions.url === `${prefix}${getMaintenance.path}`
  const found = authenticate(request.headers.authorization, store.state)
  if ('hint' in found && !needsNoKey()) throw new FlipError(hostError(host, 401, found.hint))
  const company =
    'hint' in found ? (store.state.companies.get(FIRST_COMPANY) as Company) : found.company
  request.record.company = company
  const maintenance = maintenanceOf(store.state, company.id)
  if (maintenance !== null && !needsNoKey())
    throw new FlipError(maintenanceError(host, maintenance))
  if (host === 'kyc') {
    const refusal = checkRequestId(request.headers['request-id'], company.request_id)
    if (refusal !== undefined) throw new FlipError(kycError(refusal))
  }
  return company
}

/** The answer to an error of any kind, in the host's shape. */
function answerTo(error: unknown, host: Host, request: FastifyRequest, { warn }: Context): Answer {
  if (error instanceof FlipError) return error.answer
  if (error instanceof StorageError) return hostError(host, 503, error.message)
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 413) return hostError(host, 413, tooLargeHint(request))
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    return hostError(host, 415, 'The Content-Type is missing or unknown; send a form.')
  }
  if (statusCode !== undefined && statusCode < 500) {
    return unreadableBody(
      host,
      'The body cannot be read: it ended early, or its length is not the one announced.',
    )
  }
  warn(defectReport(`${request.method} ${request.url}`, error))
  return hostError(
    host,
    500,
    'The sandbox failed, and this is a defect: please report it with the log.',
  )
}
